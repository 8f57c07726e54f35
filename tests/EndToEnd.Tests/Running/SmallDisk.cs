using System.Globalization;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>A file system in memory that can be filled to its last byte.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _isMounted;

    private string Filling => _folder["disk/filling"];

    /// <summary>Only root can; where it cannot be made the test ends as with any other peer that is missing.</summary>
    public static async Task<SmallDisk> Mount(int megabytes)
    {
        var disk = new SmallDisk();
        File.SetUnixFileMode(disk._folder.Path, (UnixFileMode)0b111_101_101);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=777");
        var mounted = await PeerCommand.Run(Peer.RequireProgram("mount", "mount"), ["-t", "tmpfs", "-o", size, "small", disk._folder.CreateFolder("disk")]);
        disk._isMounted = mounted.ExitCode == 0;
        if (!disk._isMounted)
        {
            await disk.DisposeAsync();
            Peer.Missing($"The right to mount a file system ({mounted.Error.Trim()})", "mount");
        }

        return disk;
    }

    /// <summary>Has a database server keep tables here; returns the name of the tablespace.</summary>
    public async Task<string> CreateTablespace(PostgresServer server)
    {
        var folder = _folder.CreateFolder("disk/tables");
        (await PeerCommand.Run("chown", ["--reference=" + server.SocketFolder, folder])).MustSucceed();
        await server.Run($"CREATE TABLESPACE small LOCATION '{folder}'");
        return "small";
    }

    /// <summary>Takes all the room there is.</summary>
    public async Task Fill()
    {
        var filled = await PeerCommand.Run("dd", ["if=/dev/zero", "of=" + Filling, "bs=4k"]);
        Assert.Contains("No space left", filled.Error, StringComparison.Ordinal);
    }

    public void Free() => File.Delete(Filling);

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            // The database that lived here is gone before, or holds it for a moment longer.
            (await PeerCommand.Run("umount", ["--lazy", _folder["disk"]])).MustSucceed();
        }

        _folder.Dispose();
    }
}
