using EmailPlatform.Server.Hosting;
using EmailPlatform.Storage.Postgres;

namespace EmailPlatform.Server.Commands;

/// <summary><c>migrate</c>: brings a PostgreSQL database to this version's schema, as the role that owns it.</summary>
internal static class MigrateCommand
{
    /// <exception cref="FormatException">The store is not PostgreSQL, or there is no connection string.</exception>
    public static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        if (StoreChoice.Of(options) != StoreKind.Postgres)
        {
            throw new FormatException("'migrate' is for PostgreSQL (--store postgres); a data file is brought up to date when the server starts.");
        }

        var database = StoreChoice.Postgres(options);
        var update = await PostgresUpkeep.MigrateAsync(database, cancellationToken);
        await Console.Out.WriteLineAsync(update.Before == update.After
            ? $"{database.Place}: the schema is {update.After} already."
            : $"{database.Place}: the schema is {update.After} now, it was {update.Before}.");
        return 0;
    }
}
