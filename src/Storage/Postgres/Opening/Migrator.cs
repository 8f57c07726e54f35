using System.Globalization;
using EmailPlatform.Platform.Storage;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Opening;

/// <summary>
/// Brings a database to this version's schema: each numbered file of <c>Migrations/Postgres</c> once, in one transaction with its
/// number, under a lock that lets one node at a time look. A role that may not change the schema can open a database that is up to date.
/// </summary>
internal static class Migrator
{
    /// <summary>Any number that no other program is likely to lock ("EmPl").</summary>
    public const long Lock = 0x456D506C;

    private const string Register = """
        CREATE TABLE schema_migrations (
            number integer NOT NULL PRIMARY KEY,
            name text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    /// <summary>The schema that this version knows.</summary>
    public static int Newest => Migrations().Count;

    /// <exception cref="StoreOpeningException">Another program's database, a newer schema, or one that is behind and may not be changed by this role.</exception>
    public static async Task<SchemaUpdate> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            return await BringUpToDateAsync(connection, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static async Task<SchemaUpdate> BringUpToDateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var before = await ReadVersionAsync(connection, cancellationToken);
        var version = before;
        if (version > Newest)
        {
            throw new StoreOpeningException(
                $"The database was brought up by a newer version (schema {version}, this version knows {Newest}). Start the newer version, or restore a backup of the older database.");
        }

        foreach (var migration in Migrations().Skip(version))
        {
            version++;
            await ApplyAsync(connection, migration, version, cancellationToken);
        }

        return new SchemaUpdate(before, version);
    }

    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ReadNumberAsync(connection, "SELECT CASE WHEN to_regclass('schema_migrations') IS NULL THEN 0 ELSE 1 END", cancellationToken) == 1)
        {
            return (int)await ReadNumberAsync(connection, "SELECT coalesce(max(number), 0) FROM schema_migrations", cancellationToken);
        }

        // Not those of extensions, which a server may put into every database.
        const string Others = """
            SELECT count(*)
            FROM pg_class c
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = current_schema()::regnamespace
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;
        if (await ReadNumberAsync(connection, "SELECT CASE WHEN current_schema() IS NULL THEN 1 ELSE 0 END", cancellationToken) == 1)
        {
            throw new StoreOpeningException("The role sees no schema to put tables in. Give it a database of its own, or a search path (Search Path=… in the connection string).");
        }

        if (await ReadNumberAsync(connection, Others, cancellationToken) > 0)
        {
            throw new StoreOpeningException("The database holds tables of another program. Give EmailPlatform a database of its own, or a schema (Search Path=… in the connection string).");
        }

        return 0;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string migration, int number, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (number == 1)
            {
                await ExecuteAsync(connection, Register, cancellationToken);
            }

            await ExecuteAsync(connection, SqlFile.Text(migration), cancellationToken);
            await using var command = new NpgsqlCommand("INSERT INTO schema_migrations (number, name) VALUES ($1, $2)", connection)
            {
                Parameters = { new NpgsqlParameter { Value = number }, new NpgsqlParameter { Value = Path.GetFileNameWithoutExtension(migration) } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreOpeningException(
                $"The database's schema is at {number - 1}, this version needs {Newest}, and this role may not change it. Run 'migrate' with the connection string of the role that owns the tables.",
                exception);
        }
    }

    private static IReadOnlyList<string> Migrations() => SqlFile.List("Migrations/Postgres/");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> ReadNumberAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
