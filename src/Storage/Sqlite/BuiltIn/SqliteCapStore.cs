using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.BuiltIn;

/// <inheritdoc cref="ICapStore"/>
internal sealed class SqliteCapStore(SqliteDatabase database) : ICapStore
{
    public Task<CapRefusal?> TryTakeAsync(IReadOnlyList<CapWindow> windows, int uses, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TryTake(session, windows, uses, now), cancellationToken);

    public Task GiveBackAsync(IReadOnlyList<CapWindow> windows, int uses, CancellationToken cancellationToken) => database.WriteAsync(
        session => windows.Sum(window => session.Execute("caps.give_back", ("key", window.Key), ("bucket", window.Newest), ("uses", uses))), cancellationToken);

    // One writer at a time: what is read here nobody changes before the commit.
    private static CapRefusal? TryTake(Session session, IReadOnlyList<CapWindow> windows, int uses, DateTimeOffset now)
    {
        session.Execute("caps.forget", ("now", Micros.Of(now)));
        foreach (var window in windows)
        {
            var (used, oldest) = session.Query(
                "caps.used", row => (Used: row.GetInt64(0), Oldest: row.IsDBNull(1) ? (long?)null : row.GetInt64(1)), ("key", window.Key), ("oldest", window.Oldest))[0];
            if (used + uses > window.Limit)
            {
                return new CapRefusal(window, oldest);
            }
        }

        foreach (var window in windows)
        {
            session.Execute("caps.add", ("key", window.Key), ("bucket", window.Newest), ("uses", uses), ("forgetAt", Micros.Of(window.ForgetAt)));
        }

        return null;
    }
}
