using System.Diagnostics;
using EmailPlatform.Benchmarks.Load;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks;

/// <summary>How long one message takes on an idle system, from the request to the moment when the sink has all of it.</summary>
internal sealed class IdleLatency : IBenchmark
{
    private const int Messages = 200;

    // Until the outcome of one is recorded the system is not idle for the next.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(15);

    public string Name => "idle";

    public string Summary => "one message at a time: from the request until the sink has taken the mail";

    public async Task<IReadOnlyList<Figure>> Run(Bench bench, BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        using var client = await HttpConnection.Open(bench.Api.Address, bench.QuietTenant.Id, bench.QuietTenant.Key, cancellationToken);
        var (taken, answered) = (new Latencies(), new Latencies());
        for (var number = 0; number < Messages; number++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.Post(LoadClients.NextRecipient(), cancellationToken);
            answered.Add(Stopwatch.GetTimestamp() - start);
            taken.Add(await bench.TimedSink.NextMail(cancellationToken) - start);
            await Task.Delay(Rest, cancellationToken);
        }

        return [.. Latencies.Of([taken]).Figures("POST to DATA accepted, idle"), .. Latencies.Of([answered]).Figures("202, idle")];
    }
}
