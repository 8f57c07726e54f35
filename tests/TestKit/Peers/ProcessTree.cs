using System.Globalization;
using System.Runtime.InteropServices;

namespace EmailPlatform.TestKit.Peers;

/// <summary>A process and its descendants as they were at one moment, so that those it leaves behind can still be found.</summary>
internal sealed class ProcessTree
{
    private readonly IReadOnlyList<Entry> _members;

    private ProcessTree(IReadOnlyList<Entry> members)
    {
        _members = members;
    }

    /// <summary>Looks the tree up in /proc; empty where there is none.</summary>
    public static ProcessTree Of(int root)
    {
        var all = Directory.Exists("/proc")
            ? Directory.EnumerateDirectories("/proc").Select(Read).OfType<Entry>().ToList()
            : [];
        var members = all.Where(entry => entry.Id == root).ToList();
        for (var next = 0; next < members.Count; next++)
        {
            members.AddRange(all.Where(entry => entry.Parent == members[next].Id));
        }

        return new ProcessTree(members);
    }

    public static void Signal(int process, PeerSignal signal)
    {
        // The answer is of no use: a process that is gone already needs no signal.
        _ = SendSignal(process, (int)signal);
    }

    /// <summary>Kills the members that still run.</summary>
    public void KillSurvivors() => Signal(PeerSignal.Kill);

    /// <summary>Sends a signal to the members that still run. The start time keeps a new process that got an old number out of it.</summary>
    public void Signal(PeerSignal signal)
    {
        foreach (var member in _members.Where(member => Read("/proc/" + member.Id) is { } now && now.Started == member.Started))
        {
            Signal(member.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private static Entry? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // proc(5): the name in parentheses may hold anything, so count from its end; 4 is the parent, 22 the start time.
            var stat = File.ReadAllText(folder + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            // It ended while we were reading.
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, string Started);
}
