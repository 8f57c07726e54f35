using System.Diagnostics;

namespace EmailPlatform.TestKit.Peers;

/// <summary>Runs a program to its end.</summary>
public static class PeerCommand
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program and returns what it wrote; <paramref name="input"/> is its whole stdin.</summary>
    public static async Task<PeerResult> Run(
        string program,
        IEnumerable<string> arguments,
        ReadOnlyMemory<byte> input = default,
        PeerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using var process = PeerStart.Create(program, arguments, options ?? PeerOptions.Default);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Bound);
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            await Feed(process, input, bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return new PeerResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{program} did not end within {Bound}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it: its exit code tells the story.
        }
    }
}
