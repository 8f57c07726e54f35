using System.Globalization;
using EmailPlatform.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Opening;

/// <summary>Brings a data file to this version's schema: each numbered file of <c>Migrations/Sqlite</c> once, in one transaction with its number.</summary>
internal static class Migrator
{
    /// <summary>Marks a file as ours ("EmPl"), so that another program's database is refused rather than changed.</summary>
    private const int ApplicationId = 0x456D506C;

    /// <summary>The schema that this version knows.</summary>
    public static int Newest => Migrations().Count;

    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = ReadNumber(connection, "PRAGMA user_version");
        var isEmpty = ReadNumber(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (!isEmpty && ReadNumber(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new StoreOpeningException($"The file {path} belongs to another program. Give another data folder (--data).");
        }

        if (version > Newest)
        {
            throw new StoreOpeningException(
                $"The data file {path} was written by a newer version (schema {version}, this version knows {Newest}). Start the newer version, or put a backup of the older data in its place.");
        }

        foreach (var migration in Migrations().Skip((int)version))
        {
            version++;
            Apply(connection, migration, version);
        }
    }

    private static IReadOnlyList<string> Migrations() => SqlFile.List("Migrations/Sqlite/");

    private static void Apply(SqliteConnection connection, string migration, long version)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"{SqlFile.Text(migration)}\nPRAGMA user_version = {version};\nPRAGMA application_id = {ApplicationId};");
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static long ReadNumber(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
