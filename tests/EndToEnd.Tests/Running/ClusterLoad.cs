using System.Net;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Clients that post to one node after the other and take it as it comes: accepted, refused for a moment, or nobody there.</summary>
public sealed class ClusterLoad : IAsyncDisposable
{
    private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _over = new();
    private readonly PlatformCluster _cluster;
    private readonly List<Task> _senders;
    private int _refused;

    public ClusterLoad(PlatformCluster cluster, int senders = 20)
    {
        _cluster = cluster;
        _senders = [.. Enumerable.Range(0, senders).Select(sender => Task.Run(() => Send(sender)))];
    }

    public Ledger Accepted { get; } = new();

    /// <summary>How many were answered with 503.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Ends it; fails where an answer was neither 202 nor a proper 503.</summary>
    public async Task End()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_senders);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_senders).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task Send(int sender)
    {
        using var pace = new PeriodicTimer(SendEvery);
        for (var number = 0; !_over.IsCancellationRequested; number++)
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                var mark = Ledger.Mark(sender, number);
                var message = TenantApi.Message($"user{sender}-{number}@example.org", mark: mark);
                Judge(await _cluster.Tenant((sender + number) % _cluster.Count).TrySend(message, cancellationToken: bound.Token), mark);
                await pace.WaitForNextTickAsync(_over.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed in the middle of the request: nothing was promised.
            }
        }
    }

    private void Judge(ApiAnswer answer, string mark)
    {
        if (answer.Status == HttpStatusCode.Accepted)
        {
            Accepted.Add((string)answer.Json["id"]!, mark);
            return;
        }

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "overloaded");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero, $"No Retry-After: {answer.Headers}");
        Interlocked.Increment(ref _refused);
    }
}
