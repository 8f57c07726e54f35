using System.Diagnostics;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks.Load;

/// <summary>Connections that post at the same time, spread over the tenants.</summary>
internal sealed class LoadClients : IDisposable
{
    // Over all rounds: a recipient who has a newer code would have the older one superseded.
    private static long _recipients;

    private readonly List<HttpConnection> _connections = [];

    /// <summary>Somebody who never got a mail.</summary>
    public static long NextRecipient() => Interlocked.Increment(ref _recipients);

    public static async Task<LoadClients> Open(Bench bench, int count, CancellationToken cancellationToken)
    {
        var clients = new LoadClients();
        for (var number = 0; number < count; number++)
        {
            var tenant = bench.Tenants[number % bench.Tenants.Count];
            clients._connections.Add(await HttpConnection.Open(bench.Api.Address, tenant.Id, tenant.Key, cancellationToken));
        }

        return clients;
    }

    /// <summary>Each posts one message after the other for as long as it is told to; returns how long the answers took.</summary>
    /// <param name="goesOn">Asked before each message: how many this client has posted.</param>
    public async Task<Latencies> Post(Func<int, bool> goesOn, CancellationToken cancellationToken)
    {
        return Latencies.Of(await Task.WhenAll(_connections.Select(connection => Task.Run(() => Post(connection)))));

        async Task<Latencies> Post(HttpConnection connection)
        {
            var took = new Latencies();
            while (goesOn(took.Count))
            {
                await PostOne(connection, Stopwatch.GetTimestamp(), took, cancellationToken);
            }

            return took;
        }
    }

    /// <summary>Posts what is due as it falls due, each by whichever client is free.</summary>
    /// <param name="due">When each message falls due, by <see cref="Stopwatch"/>; answers are timed from then on, however late it went out.</param>
    public async Task<Latencies> Post(IAsyncEnumerable<long> due, CancellationToken cancellationToken)
    {
        var queue = System.Threading.Channels.Channel.CreateUnbounded<long>();
        var posting = _connections.Select(connection => Task.Run(() => Post(connection))).ToList();
        await foreach (var moment in due.WithCancellation(cancellationToken))
        {
            queue.Writer.TryWrite(moment);
        }

        queue.Writer.Complete();
        return Latencies.Of(await Task.WhenAll(posting));

        async Task<Latencies> Post(HttpConnection connection)
        {
            var took = new Latencies();
            await foreach (var moment in queue.Reader.ReadAllAsync(cancellationToken))
            {
                await PostOne(connection, moment, took, cancellationToken);
            }

            return took;
        }
    }

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    private static async ValueTask PostOne(HttpConnection connection, long since, Latencies took, CancellationToken cancellationToken)
    {
        await connection.Post(NextRecipient(), cancellationToken);
        took.Add(Stopwatch.GetTimestamp() - since);
    }
}
