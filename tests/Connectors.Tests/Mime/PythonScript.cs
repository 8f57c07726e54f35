using System.Diagnostics;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Runs a script that is shipped with these tests.</summary>
internal static class PythonScript
{
    // Debian's own interpreter has Debian's modules; another python3 earlier in the path may not.
    private const string Python = "/usr/bin/python3";

    public static async Task<string> Run(string script, params string[] arguments)
    {
        if (!File.Exists(Python))
        {
            Assert.Skip("python3 is not installed.");
        }

        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Mime", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        return await output;
    }
}
