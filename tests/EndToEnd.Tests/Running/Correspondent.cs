using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>
/// A mail server that the test plays itself: it takes mail as any other, writes down what it was told, and answers the
/// end of each mail with what the test says, when the test says so.
/// </summary>
public sealed class Correspondent : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Task> _sessions = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly Func<ReceivedMail, CancellationToken, Task<string>> _answer;
    private readonly Task _accepting;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    /// <param name="port">Where it listens; 0 for any free port.</param>
    /// <param name="answer">The reply to a mail's end; "250 2.0.0 Taken" when absent.</param>
    public Correspondent(int port = 0, Func<ReceivedMail, CancellationToken, Task<string>>? answer = null)
    {
        _answer = answer ?? ((_, _) => Task.FromResult("250 2.0.0 Taken"));
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    /// <summary>Lines after EHLO.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The reply to a whole AUTH exchange, from what the client said in it.</summary>
    public Func<string, string> AnswerToAuth { get; init; } = _ => "235 2.7.0 Welcome";

    public Func<string, string> AnswerToRecipient { get; init; } = _ => "250 2.1.5 Ok";

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Every command line, of all connections.</summary>
    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>Every mail that came whole, whatever was answered.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>Waits until so many mails have come, for at most 30 seconds.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForMails(int count)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            // Taken before the mails: one that comes in between has then completed this very task.
            var changed = Volatile.Read(ref _changed).Task;
            if (_mails.Count >= count)
            {
                return Mails;
            }

            await changed.WaitAsync(bound.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                Interlocked.Increment(ref _connections);
                _sessions.Enqueue(Serve(socket));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(Socket socket)
    {
        using var session = new ScriptedSession(socket, _stop.Token);
        try
        {
            await Talk(session);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }

    private async Task Talk(ScriptedSession session)
    {
        await session.Send("220 correspondent.example ESMTP\r\n");
        var (from, to) = ("", "");
        while (await session.ReadLine() is { Length: > 0 } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    string[] lines = ["correspondent.example", .. Capabilities];
                    await session.Send(string.Concat(lines.Select((text, index) => $"250{(index == lines.Length - 1 ? ' ' : '-')}{text}\r\n")));
                    break;
                case "AUTH":
                    await session.Send(AnswerToAuth(line) + "\r\n");
                    break;
                case "MAIL":
                    from = line;
                    await session.Send("250 2.1.0 Ok\r\n");
                    break;
                case "RCPT":
                    to = line;
                    await session.Send(AnswerToRecipient(line) + "\r\n");
                    break;
                case "DATA":
                    await session.Send("354 Go on\r\n");
                    await Take(session, new ReceivedMail(from, to, await session.ReadContent()));
                    break;
                case "QUIT":
                    await session.Send("221 2.0.0 Bye\r\n");
                    return;
                default:
                    await session.Send("250 2.0.0 Ok\r\n");
                    break;
            }
        }
    }

    private async Task Take(ScriptedSession session, ReceivedMail mail)
    {
        _mails.Enqueue(mail);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        await session.Send(await _answer(mail, _stop.Token) + "\r\n");
    }
}
