using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>Hosts that refuse, are out of reach, or never answer; every other one connects.</summary>
internal sealed class FakeConnector : ISocketConnector
{
    private readonly Dictionary<string, SocketError> _errors = [];
    private readonly HashSet<string> _silent = [];
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<IPEndPoint> Tried { get; } = new();

    public ConcurrentQueue<Socket> Opened { get; } = new();

    /// <summary>Ends when a silent host was given up.</summary>
    public Task GivenUp => _givenUp.Task;

    public FakeConnector Fails(string address, SocketError error)
    {
        _errors[address] = error;

        return this;
    }

    public FakeConnector Silent(string address)
    {
        _silent.Add(address);

        return this;
    }

    public async ValueTask<Socket> ConnectAsync(IPEndPoint remote, IPAddress? localAddress, CancellationToken cancellationToken)
    {
        Tried.Enqueue(remote);
        var address = remote.Address.ToString();
        if (_silent.Contains(address))
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _givenUp.TrySetResult();
                throw;
            }
        }

        if (_errors.TryGetValue(address, out var error))
        {
            throw new SocketException((int)error);
        }

        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Opened.Enqueue(socket);

        return socket;
    }
}
