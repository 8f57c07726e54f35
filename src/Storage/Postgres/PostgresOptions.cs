using Npgsql;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Where the database is.</summary>
/// <param name="ConnectionString">As Npgsql reads it: <c>Host=…;Username=…;Password=…;Database=…</c>.</param>
public sealed record PostgresOptions(string ConnectionString)
{
    /// <summary>The database's name and server, for people to read; without user and password.</summary>
    public string Place
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"PostgreSQL, {connection.Database ?? connection.Username} on {connection.Host}";
        }
    }

    /// <summary>How long a batch of messages waits for a lock of somebody else before it goes on without the rows that need it.</summary>
    internal TimeSpan BatchLockTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A record would print its members, the password among them.</summary>
    public override string ToString() => nameof(PostgresOptions);
}
