using System.Diagnostics;

namespace EmailPlatform.TestKit.Peers;

/// <summary>A process with its three streams redirected, not yet started.</summary>
internal static class PeerStart
{
    public static Process Create(string program, IEnumerable<string> arguments, PeerOptions options)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return new Process { StartInfo = start };
    }
}
