namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresLargePageTests : LargePageBehaviour
{
    protected override StoreHome CreateHome() => new PostgresHome();
}
