using System.Globalization;

namespace EmailPlatform.TestKit.Peers;

/// <summary>Postfix' smtp-sink: takes every mail and throws it away, or misbehaves as its options say (smtp-sink(1)).</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly PeerProcess _process;
    private readonly TemporaryFolder? _mails;

    private SmtpSink(PeerProcess process, int port, TemporaryFolder? mails)
    {
        _process = process;
        Port = port;
        _mails = mails;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>What it saw and said, where it was started with <c>-v</c>.</summary>
    public PeerOutput Output => _process.Output;

    /// <summary>Every mail received, envelope and content as smtp-sink writes them; only where it was started to keep them.</summary>
    public IReadOnlyList<string> Mails => _mails is null
        ? throw new InvalidOperationException("This sink was not told to keep mail.")
        : [.. Directory.GetFiles(_mails.Path).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public static Task<SmtpSink> Start(params string[] options) => Start(keepMail: false, options);

    public static async Task<SmtpSink> Start(bool keepMail, params string[] options)
    {
        var program = Peer.RequireProgram("smtp-sink", "postfix");
        var port = LoopbackPort.Next();
        var mails = keepMail ? new TemporaryFolder() : null;
        List<string> arguments = [.. options];
        if (Environment.UserName == "root")
        {
            // It refuses to run as root; then its files belong to somebody else.
            arguments.AddRange(["-u", "nobody"]);
            if (mails is not null)
            {
                File.SetUnixFileMode(mails.Path, (UnixFileMode)0b111_111_111);
            }
        }

        if (mails is not null)
        {
            arguments.AddRange(["-d", mails["mail."]]);
        }

        arguments.AddRange([string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "1000"]);
        var process = await PeerProcess.Start(program, arguments, PeerReady.OnPort(port));
        return new SmtpSink(process, port, mails);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _mails?.Dispose();
    }
}
