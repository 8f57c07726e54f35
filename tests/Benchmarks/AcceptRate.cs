using System.Diagnostics;
using EmailPlatform.Benchmarks.Load;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks;

/// <summary>How many messages are accepted when clients post as fast as they can, while delivery goes on.</summary>
internal sealed class AcceptRate : IBenchmark
{
    public string Name => "accept";

    public string Summary => "clients post as fast as they can: messages accepted a second, time to the answer";

    public async Task<IReadOnlyList<Figure>> Run(Bench bench, BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        var what = $"Accept, {arguments.Clients} clients";
        using var clients = await LoadClients.Open(bench, arguments.Clients, cancellationToken);
        var before = bench.CpuTime();
        var start = Stopwatch.GetTimestamp();
        var end = start + (arguments.Seconds * Stopwatch.Frequency);
        var took = await clients.Post(_ => Stopwatch.GetTimestamp() < end, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var after = bench.CpuTime();
        var waiting = await bench.Api.Waiting(bench.Tenants, cancellationToken);
        return
        [
            new Figure(what, took.Count / elapsed, "/s"),
            new Figure($"{what}, sent meanwhile", (took.Count - waiting) / elapsed, "/s"),
            .. took.Figures(what),
            .. before.Until(after, what, took.Count),
        ];
    }
}
