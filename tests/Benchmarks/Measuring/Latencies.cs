using System.Diagnostics;

namespace EmailPlatform.Benchmarks.Measuring;

/// <summary>How long each of many things took.</summary>
internal sealed class Latencies
{
    private readonly List<long> _ticks = new(64 * 1024);

    public int Count => _ticks.Count;

    public void Add(long ticks) => _ticks.Add(ticks);

    public static Latencies Of(IEnumerable<Latencies> parts)
    {
        var all = new Latencies();
        foreach (var part in parts)
        {
            all._ticks.AddRange(part._ticks);
        }

        all._ticks.Sort();
        return all;
    }

    /// <summary>The smallest that is at least as long as this share of all, in milliseconds; of merged ones only.</summary>
    public double Percentile(double share)
    {
        var index = Math.Clamp((int)Math.Ceiling(share * _ticks.Count) - 1, 0, _ticks.Count - 1);
        return _ticks[index] * 1000.0 / Stopwatch.Frequency;
    }

    public IEnumerable<Figure> Figures(string what) =>
    [
        new Figure($"{what}, p50", Percentile(0.50), "ms"),
        new Figure($"{what}, p99", Percentile(0.99), "ms"),
    ];
}
