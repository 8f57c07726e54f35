using System.Runtime.InteropServices;
using EmailPlatform.Platform.Storage;
using SQLitePCL;

namespace EmailPlatform.Storage.Sqlite.Opening;

/// <summary>
/// Chooses SQLite's native library: the system's where it is newer than the bundled one, because the system's gets its
/// fixes from the distribution. What we write needs RETURNING, so 3.35 (2021) or newer; both have it where we build.
/// </summary>
internal static class NativeSqlite
{
    private const string BundledName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";
    private const int Oldest = 3_035_000;

    // A lazy value, so that whoever comes second waits until the library is there.
    private static readonly Lazy<int> Loaded = new(Load);

    /// <summary>The version in use, as 3 MMM PPP.</summary>
    public static int Version => Loaded.Value;

    /// <exception cref="StoreOpeningException">The library is too old.</exception>
    public static void Prepare()
    {
        if (Version < Oldest)
        {
            throw new StoreOpeningException(
                $"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old: 3.35 or newer is needed. Install a newer {SystemName} (Debian: apt install libsqlite3-0).");
        }
    }

    /// <summary>The version of a library, or 0 when it is none.</summary>
    internal static int VersionOf(IntPtr library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export) ? Call(export) : 0;

    private static int Load()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, assembly, path) => name == BundledName ? Choose(assembly, path) : IntPtr.Zero);
        Batteries_V2.Init();
        return raw.sqlite3_libversion_number();
    }

    private static IntPtr Choose(System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        var hasBundled = NativeLibrary.TryLoad(BundledName, assembly, path, out var bundled);
        if (!NativeLibrary.TryLoad(SystemName, out var system))
        {
            return hasBundled ? bundled : IntPtr.Zero;
        }

        return hasBundled && VersionOf(bundled) >= VersionOf(system) ? bundled : system;
    }

    private static int Call(IntPtr export) => Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
