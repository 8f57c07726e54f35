using System.Diagnostics;
using System.Net.NetworkInformation;

namespace EmailPlatform.TestKit.Peers;

/// <summary>A peer that runs until it is disposed; then it and everything it started is gone.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasStarted;

    private PeerProcess(Process process)
    {
        _process = process;
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.OutputDataReceived += (_, line) => Record(line.Data);
        _process.ErrorDataReceived += (_, line) => Record(line.Data);
    }

    /// <summary>What it has written so far, stdout and stderr.</summary>
    public PeerOutput Output { get; } = new();

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Its stdin, open until it is closed here.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program (in the foreground: one that detaches cannot be followed) and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended before it was ready; the message holds its output.</exception>
    /// <exception cref="TimeoutException">It was not ready in time; the message holds its output.</exception>
    public static async Task<PeerProcess> Start(
        string program,
        IEnumerable<string> arguments,
        PeerReady ready,
        PeerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var peer = new PeerProcess(PeerStart.Create(program, arguments, options ?? PeerOptions.Default));
        try
        {
            peer._hasStarted = peer._process.Start();
            peer._process.BeginOutputReadLine();
            peer._process.BeginErrorReadLine();
            await peer.BecomeReady(ready, cancellationToken);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first line, already written or still to come, that contains the text; waits 30 seconds.</summary>
    public Task<string> WaitForLine(string text, CancellationToken cancellationToken = default)
    {
        return Output.WaitFor(line => line.Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(30), cancellationToken);
    }

    /// <summary>Waits until it ends by itself, and for the last of its output.</summary>
    public async Task<int> WaitForExit(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal to the process alone, not to what it has started.</summary>
    public void Signal(PeerSignal signal)
    {
        ProcessTree.Signal(_process.Id, signal);
    }

    /// <summary>Sends a signal to the process, and then to everything that it has started by then.</summary>
    public void SignalTree(PeerSignal signal)
    {
        // The process itself first: one that is stopped or dead starts nobody else.
        ProcessTree.Signal(_process.Id, signal);
        ProcessTree.Of(_process.Id).Signal(signal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasStarted)
        {
            _hasStarted = false;
            await Stop();
        }

        _process.Dispose();
    }

    private async Task BecomeReady(PeerReady ready, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(ready.Within);
        try
        {
            // Nobody tells us when another process listens, so it is looked up again and again.
            while (!IsReady(ready))
            {
                if (_process.HasExited)
                {
                    await _process.WaitForExitAsync(bound.Token);
                    throw new InvalidOperationException(
                        $"{_process.StartInfo.FileName} ended with {_process.ExitCode} before it was ready. Output:\n{Output}");
                }

                await Task.Delay(PollInterval, bound.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{_process.StartInfo.FileName} was not ready within {ready.Within}. Output:\n{Output}");
        }
    }

    private bool IsReady(PeerReady ready)
    {
        if (ready.Line is not null && !Output.Lines.Any(line => line.Contains(ready.Line, StringComparison.Ordinal)))
        {
            return false;
        }

        if (ready.Ports.Count == 0)
        {
            return true;
        }

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        return ready.Ports.All(listening.Contains) && !_process.HasExited;
    }

    private async Task Stop()
    {
        var tree = ProcessTree.Of(_process.Id);
        if (!_process.HasExited)
        {
            // Asked first: a server that is killed leaves sockets, locks and children behind.
            Signal(PeerSignal.Terminate);
            await Task.WhenAny(_ended.Task, Task.Delay(StopBound));
        }

        tree.KillSurvivors();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        // Waits for the end of the output too, which a child that lived on would keep open.
        using var bound = new CancellationTokenSource(StopBound);
        await _process.WaitForExitAsync(bound.Token);
    }

    private void Record(string? line)
    {
        if (line is not null)
        {
            Output.Add(line);
        }
    }
}
