using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const int Writes = 200;

    public static string Describe()
    {
        var memory = Value("/proc/meminfo", "MemTotal").Split(' ')[0];
        var gibibytes = double.Parse(memory, CultureInfo.InvariantCulture) / (1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {Value("/proc/cpuinfo", "model name")}, {gibibytes:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }

    /// <summary>How long a write of 4 KiB takes until it is on the disk: the median of 200, in milliseconds.</summary>
    public static double Fsync()
    {
        using var folder = new TemporaryFolder();
        using var file = new FileStream(folder["fsync"], FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        var took = new Latencies();
        for (var write = 0; write < Writes; write++)
        {
            var start = Stopwatch.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            took.Add(Stopwatch.GetTimestamp() - start);
        }

        return Latencies.Of([took]).Percentile(0.5);
    }

    private static string Value(string file, string name)
    {
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) ?? ":unknown";
        return line[(line.IndexOf(':') + 1)..].Trim();
    }
}
