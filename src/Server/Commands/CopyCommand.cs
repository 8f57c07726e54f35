using EmailPlatform.Server.Hosting;
using EmailPlatform.Storage.Copying;
using EmailPlatform.Storage.Sqlite;

namespace EmailPlatform.Server.Commands;

/// <summary><c>copy --to postgres</c> or <c>copy --to sqlite</c>: brings everything from one store to the other and compares it, while no node runs.</summary>
internal static class CopyCommand
{
    /// <summary>The setting that says where to.</summary>
    public const string Target = "EmailPlatform:CopyTo";

    /// <exception cref="FormatException">It is not said where to, or there is no connection string.</exception>
    public static async Task<int> RunAsync(IConfiguration configuration, PlatformOptions options, CancellationToken cancellationToken)
    {
        var folder = new SqliteOptions(Path.GetFullPath(options.Data));
        var database = StoreChoice.Postgres(options);
        var copied = configuration[Target] switch
        {
            "postgres" => await StoreCopy.ToPostgresAsync(folder, database, TimeProvider.System, cancellationToken),
            "sqlite" => await StoreCopy.ToSqliteAsync(database, folder, TimeProvider.System, cancellationToken),
            _ => throw new FormatException("'copy' needs to know where to: --to postgres or --to sqlite, with --data and --connection for the two of them."),
        };
        await Console.Out.WriteLineAsync($"Unknown since the last node stopped: {copied.Recovered}");
        foreach (var (table, rows) in copied.Rows)
        {
            await Console.Out.WriteLineAsync($"{table}: {rows} rows, all the same");
        }

        await Console.Out.WriteLineAsync("Start the server with the encryption keys of before: secrets were copied as they are sealed.");
        return 0;
    }
}
