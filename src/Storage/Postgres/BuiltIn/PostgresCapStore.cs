using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.BuiltIn;

/// <inheritdoc cref="ICapStore"/>
internal sealed class PostgresCapStore(PostgresDatabase database) : ICapStore
{
    public Task<CapRefusal?> TryTakeAsync(IReadOnlyList<CapWindow> windows, int uses, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TryTakeAsync(session, InOrder(windows), uses, now), cancellationToken);

    public async Task GiveBackAsync(IReadOnlyList<CapWindow> windows, int uses, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var given = 0;
            foreach (var window in InOrder(windows))
            {
                given += await session.ExecuteAsync("caps.give_back", ("key", window.Key), ("bucket", window.Newest), ("uses", uses));
            }

            return given;
        },
        cancellationToken);

    /// <summary>Whoever takes several locks takes them in one order, so that no two wait for each other.</summary>
    private static List<CapWindow> InOrder(IReadOnlyList<CapWindow> windows) => [.. windows.OrderBy(window => window.Key, StringComparer.Ordinal)];

    private static async Task<CapRefusal?> TryTakeAsync(PostgresSession session, List<CapWindow> windows, int uses, DateTimeOffset now)
    {
        foreach (var window in windows)
        {
            await session.FirstNumberAsync("caps.lock", ("key", window.Key));
        }

        foreach (var window in windows)
        {
            var found = await session.QueryAsync(
                "caps.used", row => (Used: row.GetInt64(0), Oldest: row.IsDBNull(1) ? (long?)null : row.GetInt64(1)), ("key", window.Key), ("oldest", window.Oldest));
            if (found[0].Used + uses > window.Limit)
            {
                return new CapRefusal(window, found[0].Oldest);
            }
        }

        foreach (var window in windows)
        {
            await session.ExecuteAsync("caps.add", ("key", window.Key), ("bucket", window.Newest), ("uses", uses), ("forgetAt", window.ForgetAt));
        }

        await session.ExecuteAsync("caps.forget", ("now", now));
        return null;
    }
}
