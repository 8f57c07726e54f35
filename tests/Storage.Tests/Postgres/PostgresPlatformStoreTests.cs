using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Postgres;

public sealed class PostgresPlatformStoreTests : PlatformStoreBehaviour
{
    private readonly PostgresHome _home = new();

    protected override StoreHome CreateHome() => _home;

    /// <summary>Some of them far behind a gap in the row numbers, wider than the stretch that is looked at in one go.</summary>
    protected override async Task<long> AddSealedAsync(KeyRing keys)
    {
        var count = await base.AddSealedAsync(keys);
        await _home.Server.Run("SELECT setval(pg_get_serial_sequence('platform_values', 'seq'), 100000)", _home.Database, Token);
        await Get<IPlatformStore>().WriteValueAsync("far", keys.Seal("content"u8, SealedContext.Value("far")), Token);
        return count + 1;
    }
}
