using System.Globalization;

namespace EmailPlatform.Benchmarks.Measuring;

/// <summary>Processor time that processes have used since they were started, by what they are: server, store, sink, client.</summary>
internal sealed class CpuTime
{
    // proc(5): clock ticks, which Linux counts a hundred of to the second wherever user space looks.
    private const double MicrosecondsPerTick = 10_000;

    private readonly Dictionary<string, long> _ticks;

    private CpuTime(Dictionary<string, long> ticks)
    {
        _ticks = ticks;
    }

    /// <param name="parts">The first process of each part; what it has started counts to it, unless it is a part of its own.</param>
    public static CpuTime Now(IReadOnlyDictionary<string, int> parts)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Entry>().ToDictionary(entry => entry.Id);
        return new CpuTime(parts.ToDictionary(part => part.Key, part => Sum(part.Value, processes, [.. parts.Values])));
    }

    /// <summary>What was used until <paramref name="end"/>, in microseconds for each of <paramref name="count"/>.</summary>
    public IEnumerable<Figure> Until(CpuTime end, string what, int count) =>
        _ticks.Select(part => new Figure($"{what}, CPU of the {part.Key} for each", (end._ticks[part.Key] - part.Value) * MicrosecondsPerTick / count, "µs"));

    private static long Sum(int root, Dictionary<int, Entry> processes, IReadOnlyList<int> parts)
    {
        var sum = processes.TryGetValue(root, out var self) ? self.Ticks : 0;
        var children = processes.Values.Where(entry => entry.Parent == root && !parts.Contains(entry.Id));
        return sum + children.Sum(entry => Sum(entry.Id, processes, parts));
    }

    private static Entry? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // proc(5): the name in parentheses may hold anything, so count from its end: 4 is the parent; 14 and 15 its own
            // time, 16 and 17 that of children which have ended.
            var stat = File.ReadAllText(folder + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // It ended while we were reading.
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, long Ticks);
}
