using System.Diagnostics;
using EmailPlatform.Benchmarks.Load;
using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks;

/// <summary>How long the answer takes at a steady rate. Timed from the moment when a request was due: a server that lags makes later ones wait, and that counts.</summary>
internal sealed class SteadyAccept : IBenchmark
{
    public string Name => "steady";

    public string Summary => "messages come at a steady rate: time to the answer, from when each was due";

    public async Task<IReadOnlyList<Figure>> Run(Bench bench, BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        var what = $"202 at {arguments.Rate} a second";
        using var clients = await LoadClients.Open(bench, arguments.Clients, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var took = await clients.Post(Metronome.Beat(arguments.Rate, arguments.Seconds, cancellationToken), cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return [new Figure($"{what}, achieved", took.Count / elapsed, "/s"), .. took.Figures(what)];
    }
}
