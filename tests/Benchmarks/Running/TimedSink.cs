using System.Diagnostics;
using System.Threading.Channels;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Benchmarks.Running;

/// <summary>An smtp-sink that tells when it has taken a mail: it writes each command as it comes, and the final dot is one.</summary>
internal sealed class TimedSink : IAsyncDisposable
{
    // Behind the name by which it was started.
    private const string FinalDot = "/smtp-sink: .";

    private readonly Process _process;
    private readonly Channel<long> _taken = Channel.CreateUnbounded<long>();
    private readonly Task _reading;

    private TimedSink(Process process, int port)
    {
        (_process, Port) = (process, port);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    public static TimedSink Start()
    {
        var port = LoopbackPort.Next();
        List<string> arguments = ["-v", $"127.0.0.1:{port}", "1000"];
        if (Environment.UserName == "root")
        {
            arguments.InsertRange(0, ["-u", "nobody"]);
        }

        var start = new ProcessStartInfo(Peer.RequireProgram("smtp-sink", "postfix"), arguments) { RedirectStandardError = true };
        return new TimedSink(Process.Start(start) ?? throw new InvalidOperationException("smtp-sink did not start."), port);
    }

    /// <summary>When the next mail was taken, by <see cref="Stopwatch"/>.</summary>
    public ValueTask<long> NextMail(CancellationToken cancellationToken) => _taken.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    // On a thread of its own that blocks: the moment is that of the line, not of a turn in the pool.
    private void Read()
    {
        while (_process.StandardError.ReadLine() is { } line)
        {
            if (line.EndsWith(FinalDot, StringComparison.Ordinal))
            {
                _taken.Writer.TryWrite(Stopwatch.GetTimestamp());
            }
        }
    }
}
