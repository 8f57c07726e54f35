namespace EmailPlatform.Storage.Postgres;

/// <summary>Where the database is.</summary>
/// <param name="ConnectionString">As Npgsql reads it: <c>Host=…;Username=…;Password=…;Database=…</c>.</param>
public sealed record PostgresOptions(string ConnectionString);
