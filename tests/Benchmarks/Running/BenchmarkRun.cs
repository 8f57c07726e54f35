using EmailPlatform.Benchmarks.Measuring;

namespace EmailPlatform.Benchmarks.Running;

/// <summary>
/// Round after round, in each every benchmark on every store, so that what the machine does besides falls on all of them.
/// A first round is not counted: the runtime compiles what it sees often.
/// </summary>
internal static class BenchmarkRun
{
    /// <returns>The figures of each store, in order, with their values by round; and what a write to the disk took in between.</returns>
    public static async Task<BenchmarkResults> Execute(BenchmarkArguments arguments, Action<string> tell, CancellationToken cancellationToken)
    {
        var results = new BenchmarkResults();
        var benches = new List<Bench>();
        try
        {
            foreach (var store in arguments.Stores)
            {
                benches.Add(await Bench.Start(store, arguments.Tenants, cancellationToken));
            }

            for (var round = 0; round <= arguments.Rounds; round++)
            {
                results.AddFsync(Machine.Fsync());
                foreach (var (benchmark, bench) in arguments.Benchmarks.SelectMany(benchmark => benches.Select(bench => (benchmark, bench))))
                {
                    var figures = await benchmark.Run(bench, arguments, cancellationToken);
                    await bench.Api.WaitUntilSent([.. bench.Tenants, bench.QuietTenant], cancellationToken);
                    await bench.Api.ExpectAllSent([.. bench.Tenants, bench.QuietTenant], cancellationToken);
                    tell($"{(round == 0 ? "warm-up" : $"round {round}")} {bench.Store} {string.Join("; ", figures.Select(figure => $"{figure.What}: {figure.Value:0.##} {figure.Unit}"))}");
                    if (round > 0)
                    {
                        results.Add(bench.Store, figures);
                    }
                }
            }

            return results;
        }
        finally
        {
            foreach (var bench in benches)
            {
                await bench.DisposeAsync();
            }
        }
    }
}
