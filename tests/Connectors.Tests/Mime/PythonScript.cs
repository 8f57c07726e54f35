using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Runs a script that is shipped with these tests.</summary>
internal static class PythonScript
{
    public static async Task<string> Run(string script, string module, string debianPackage, params string[] arguments)
    {
        var python = await Peer.RequirePython(module, debianPackage);
        var result = await PeerCommand.Run(
            python,
            [Path.Combine(AppContext.BaseDirectory, "Mime", script), .. arguments],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
