using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Sqlite.Engine;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Opening;

/// <summary>Opens <c>emailplatform.db</c>: creates it readable by its owner only, sets its pragmas, migrates it.</summary>
internal static class DataFile
{
    public const string FileName = "emailplatform.db";

    private const int Readers = 4;
    private const int Browsers = 2;

    private const string EveryConnection = "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;";

    // A commit is on the disk when it answers (FULL); what is erased is overwritten (secure_delete), in the log by the next
    // checkpoint and truncation.
    private const string Writer = """
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA wal_autocheckpoint = 1000;
        PRAGMA cache_size = -32768;
        """;

    private const string Reader = "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -4096;";

    /// <exception cref="StoreOpeningException">The file is damaged, not ours, newer than this version, or cannot be opened.</exception>
    public static DataSessions Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var opened = new List<SqliteConnection>();
        try
        {
            CreateForOwner(path);
            var writer = Connect(path, EveryConnection + Writer, opened);
            UseWriteAheadLog(writer, folder);
            Migrator.Migrate(writer, path);
            return new DataSessions(new Session(writer), ConnectReaders(Readers), ConnectReaders(Browsers));
        }
        catch (Exception exception) when (exception is SqliteException or StoreOpeningException or IOException or UnauthorizedAccessException)
        {
            opened.ForEach(connection => connection.Dispose());
            throw exception as StoreOpeningException ?? Explain(path, exception);
        }

        List<Session> ConnectReaders(int count) =>
            Enumerable.Range(0, count).Select(_ => new Session(Connect(path, EveryConnection + Reader, opened))).ToList();
    }

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>The same file on one connection alone, for whoever reads or writes all of it.</summary>
    /// <exception cref="StoreOpeningException">As for <see cref="Open"/>.</exception>
    public static SqliteConnection OpenAlone(string folder)
    {
        // Opening it as a node does makes it, migrates it, and explains what is wrong with it.
        var (writer, readers, browsers) = Open(folder);
        writer.Dispose();
        readers.Concat(browsers).ToList().ForEach(reader => reader.Dispose());
        return Connect(Path.Combine(folder, FileName), EveryConnection + Writer, []);
    }

    private static SqliteConnection Connect(string path, string pragmas, List<SqliteConnection> opened)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        opened.Add(connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
        return connection;
    }

    private static void UseWriteAheadLog(SqliteConnection connection, string folder)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new StoreOpeningException(
                $"The file system of {folder} cannot hold a write-ahead log, as network shares cannot. Give a folder on a local disk (--data).");
        }
    }

    private static void CreateForOwner(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            File.Open(path, options).Dispose();
        }
    }

    private static StoreOpeningException Explain(string path, Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: SqliteTrouble.Corrupt or SqliteTrouble.NotADatabase,
    }
        ? new StoreOpeningException(
            $"The data file {path} is damaged. Move it away together with its -wal and -shm files and put a backup in its place, or start with an empty data folder (--data).",
            exception)
        : new StoreOpeningException(
            $"The data file {path} cannot be opened: {exception.Message} It and its folder must be writable by user {Environment.UserName}.",
            exception);
}
