using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.TestKit.Smtp;

/// <summary>
/// A server that says byte for byte what a test tells it, for what no real one would say. Each connection runs its own
/// script; the last script runs for all further ones.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly Func<ScriptedSession, Task>[] _scripts;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sessions = [];
    private readonly Task _accepting;

    public ScriptedSmtpServer(params Func<ScriptedSession, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Ends when all scripts have; throws what a script threw, so that a test ends with the reason.</summary>
    public async Task Finished() => await Task.WhenAll(_sessions.ToArray());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_sessions).ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }

            socket.NoDelay = true;
            var script = _scripts[Math.Min(Connections, _scripts.Length - 1)];
            Connections++;
            _sessions.Add(RunAsync(script, socket));
        }
    }

    private async Task RunAsync(Func<ScriptedSession, Task> script, Socket socket)
    {
        using var session = new ScriptedSession(socket, _stop.Token);
        await script(session);
    }
}
