using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Tenants;

/// <summary>At most so many uses in any stretch of time as long as the window: each use is a row until it has left the window.</summary>
internal static class SlidingWindow
{
    public static async Task<TimeSpan?> TryCountAsync(
        PostgresSession session, TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now)
    {
        if (limit < 1)
        {
            return window;
        }

        var id = tenant.ToString();
        await session.FirstNumberAsync("tenants.lock_uses", ("tenant", id), ("purpose", purpose));
        var blocking = await session.QueryAsync(
            "tenants.count_use", row => row.Time(0), ("tenant", id), ("purpose", purpose), ("until", now - window), ("limit", limit), ("at", now));
        return blocking is [var usedAt] ? usedAt + window - now : null;
    }
}
