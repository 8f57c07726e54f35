using System.Diagnostics;
using EmailPlatform.Benchmarks.Load;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks;

/// <summary>How fast a number of messages is accepted and sent: from the first request to the moment when all are recorded as sent.</summary>
internal sealed class DeliverRate : IBenchmark
{
    public string Name => "deliver";

    public string Summary => "clients post a number of messages each: messages a second until the last one is sent";

    public async Task<IReadOnlyList<Figure>> Run(Bench bench, BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        var what = $"POST to delivered, {arguments.Clients} clients × {arguments.Messages} messages";
        using var clients = await LoadClients.Open(bench, arguments.Clients, cancellationToken);
        var before = bench.CpuTime();
        var start = Stopwatch.GetTimestamp();
        var took = await clients.Post(posted => posted < arguments.Messages, cancellationToken);
        await bench.Api.WaitUntilSent(bench.Tenants, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = bench.CpuTime();
        return [new Figure(what, took.Count / elapsed, "/s"), .. before.Until(after, what, took.Count)];
    }
}
