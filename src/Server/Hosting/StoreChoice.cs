using EmailPlatform.Storage.Postgres;

namespace EmailPlatform.Server.Hosting;

/// <summary>Where this node keeps everything, and what it has to be given for it.</summary>
internal static class StoreChoice
{
    /// <exception cref="FormatException">There is no such store, or something that it needs is missing.</exception>
    public static StoreKind Of(PlatformOptions options) => options.Store switch
    {
        "sqlite" => StoreKind.Sqlite,
        "postgres" => StoreKind.Postgres,
        _ => throw new FormatException($"There is no store '{options.Store}'; there are sqlite and postgres."),
    };

    public static PostgresOptions Postgres(PlatformOptions options) => string.IsNullOrWhiteSpace(options.Connection)
        ? throw new FormatException("PostgreSQL needs a connection string: --connection \"Host=…;Username=…;Password=…;Database=…\" or EmailPlatform__Connection.")
        : new PostgresOptions(options.Connection);

    /// <summary>
    /// What several nodes share cannot be made by whichever starts first and lie in its folder, or be printed by it.
    /// </summary>
    /// <exception cref="FormatException">A key is missing.</exception>
    public static void CheckKeys(PlatformOptions options)
    {
        if (Of(options) != StoreKind.Postgres)
        {
            return;
        }

        if (options.EncryptionKeys.Count == 0)
        {
            throw new FormatException("With PostgreSQL the encryption key has to be given, the same to every node: EmailPlatform__EncryptionKeys__0, base64 of 32 bytes. Make one with: openssl rand -base64 32");
        }

        if (string.IsNullOrWhiteSpace(options.AdminKey))
        {
            throw new FormatException("With PostgreSQL the first admin key has to be given: EmailPlatform__AdminKey. Make one, for example, with: openssl rand -hex 32");
        }
    }
}
