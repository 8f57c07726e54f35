namespace EmailPlatform.TestKit.Peers;

/// <summary>What a finished program left behind.</summary>
public sealed record PeerResult(int ExitCode, string Output, string Error)
{
    /// <summary>The same result, or an exception with all it wrote when it did not end with 0.</summary>
    public PeerResult MustSucceed()
    {
        return ExitCode == 0 ? this : throw new InvalidOperationException($"Exit code {ExitCode}.\n{Output}\n{Error}");
    }
}
