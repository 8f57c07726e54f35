namespace EmailPlatform.Benchmarks.Measuring;

/// <summary>What was measured, over all rounds.</summary>
internal sealed class BenchmarkResults
{
    private readonly Dictionary<(string What, string Store), List<double>> _values = [];
    private readonly List<(string What, string Unit)> _rows = [];
    private readonly List<double> _fsyncs = [];

    /// <summary>In the order in which they were first measured.</summary>
    public IReadOnlyList<(string What, string Unit)> Rows => _rows;

    /// <summary>In milliseconds.</summary>
    public double Fsync => Median(_fsyncs);

    public void Add(string store, IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
        {
            if (!_rows.Contains((figure.What, figure.Unit)))
            {
                _rows.Add((figure.What, figure.Unit));
            }

            if (!_values.TryGetValue((figure.What, store), out var values))
            {
                _values[(figure.What, store)] = values = [];
            }

            values.Add(figure.Value);
        }
    }

    public void AddFsync(double milliseconds) => _fsyncs.Add(milliseconds);

    /// <summary>The median of the rounds; null where a store has no such figure.</summary>
    public double? Median(string what, string store) => _values.TryGetValue((what, store), out var values) ? Median(values) : null;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
