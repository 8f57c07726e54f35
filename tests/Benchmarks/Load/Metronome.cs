using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace EmailPlatform.Benchmarks.Load;

/// <summary>Ticks at an even pace, however slow those are who listen.</summary>
internal static class Metronome
{
    /// <summary>The moments, by <see cref="Stopwatch"/>, each told when it has come.</summary>
    public static async IAsyncEnumerable<long> Beat(int perSecond, int seconds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var beats = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        // A thread of its own: the runtime's timers come a millisecond late, and behind whatever else the pool has to do.
        var thread = new Thread(() => Beat(beats.Writer, perSecond, seconds)) { IsBackground = true };
        thread.Start();
        await foreach (var moment in beats.Reader.ReadAllAsync(cancellationToken))
        {
            yield return moment;
        }
    }

    private static void Beat(ChannelWriter<long> beats, int perSecond, int seconds)
    {
        var start = Stopwatch.GetTimestamp();
        for (var beat = 0L; beat < (long)perSecond * seconds; beat++)
        {
            var moment = start + (beat * Stopwatch.Frequency / perSecond);
            var microseconds = (moment - Stopwatch.GetTimestamp()) * 1_000_000 / Stopwatch.Frequency;
            if (microseconds > 0)
            {
                // Waking up a little late is told by the moment, so it counts.
                _ = Sleep((uint)microseconds);
            }

            beats.TryWrite(moment);
        }

        beats.Complete();
    }

    [DllImport("libc", EntryPoint = "usleep")]
    private static extern int Sleep(uint microseconds);
}
