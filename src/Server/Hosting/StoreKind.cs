namespace EmailPlatform.Server.Hosting;

/// <summary>The stores there are.</summary>
internal enum StoreKind
{
    Sqlite,
    Postgres,
}
