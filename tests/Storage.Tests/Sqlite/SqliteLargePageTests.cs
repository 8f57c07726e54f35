namespace EmailPlatform.Storage.Sqlite;

public sealed class SqliteLargePageTests : LargePageBehaviour
{
    protected override StoreHome CreateHome() => new SqliteHome();
}
