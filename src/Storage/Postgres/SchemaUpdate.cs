namespace EmailPlatform.Storage.Postgres;

/// <summary>The numbers of a database's schema before and after it was brought up to date; 0 is an empty database.</summary>
public sealed record SchemaUpdate(int Before, int After);
