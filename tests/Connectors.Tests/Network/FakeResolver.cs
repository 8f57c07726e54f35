using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EmailPlatform.Connectors.Network;

/// <summary>Answers from a table; a host's answers come one after the other, the last one for ever.</summary>
internal sealed class FakeResolver : IHostResolver
{
    private readonly ConcurrentDictionary<string, Queue<string[]>> _answers = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public FakeResolver With(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, _ => new Queue<string[]>()).Enqueue(addresses);

        return this;
    }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        if (!_answers.TryGetValue(host, out var answers))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var addresses = answers.Count > 1 ? answers.Dequeue() : answers.Peek();

        return ValueTask.FromResult<IReadOnlyList<IPAddress>>([.. addresses.Select(IPAddress.Parse)]);
    }
}
