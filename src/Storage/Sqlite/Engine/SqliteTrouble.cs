using EmailPlatform.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>Tells the store's own trouble (disk, file, lock) from a statement that a caller got wrong.</summary>
internal static class SqliteTrouble
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;

    public const int Corrupt = 11;
    public const int NotADatabase = 26;

    public static bool IsInfrastructure(this SqliteException exception) => Tell(exception) is not null;

    public static StoreUnavailableException ToUnavailable(this SqliteException exception) =>
        new(Tell(exception) ?? "The store failed.", exception);

    private static string? Tell(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => "The disk of the data folder is full.",
        InputOutput => "The disk of the data folder cannot be read or written.",
        Busy or Locked or Protocol => "The data file is locked by somebody else.",
        ReadOnly => "The data file cannot be written.",
        CannotOpen => "The data file cannot be opened.",
        Corrupt or NotADatabase => "The data file is damaged.",
        NoMemory => "There is no memory left for the store.",
        _ => null,
    };
}
