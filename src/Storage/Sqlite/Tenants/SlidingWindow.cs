using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Tenants;

/// <summary>At most so many uses in any stretch of time as long as the window: each use is a row until it has left the window.</summary>
internal static class SlidingWindow
{
    public static TimeSpan? TryCount(Session session, TenantId tenant, string purpose, int limit, TimeSpan window, DateTimeOffset now)
    {
        if (limit < 1)
        {
            return window;
        }

        var id = tenant.ToString();
        session.Execute("tenants.forget_uses", ("tenant", id), ("purpose", purpose), ("until", Micros.Of(now - window)));

        // The limit-th newest use is the one that has to leave before there is room.
        var blocking = session.FirstNumber("tenants.newest_use_beyond", ("tenant", id), ("purpose", purpose), ("limit", limit));
        if (blocking is { } usedAt)
        {
            return Micros.ToTime(usedAt) + window - now;
        }

        session.Execute("tenants.add_use", ("tenant", id), ("purpose", purpose), ("at", Micros.Of(now)));
        return null;
    }
}
