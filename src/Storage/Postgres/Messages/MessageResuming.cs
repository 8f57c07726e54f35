using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>
/// Makes held messages wait again whose tenant has a connector again: round by round over the tenants that hold something, so
/// that however many of them nothing is to be woken of, a round costs some milliseconds.
/// </summary>
internal sealed class MessageResuming(PostgresDatabase database)
{
    private const int MostTenants = 2_000;

    /// <summary>Where the next round begins.</summary>
    private string _after = "";

    public async Task<int> ResumeAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var after = Volatile.Read(ref _after);
        var tenants = await database.ReadAsync(
            session => session.QueryAsync("messages.stalled_tenants", row => row.GetString(0), ("after", after), ("scan", MostTenants)), cancellationToken);
        var woken = tenants.Count == 0 ? 0 : await database.WriteAsync(
            session => session.ExecuteAsync("messages.resume_held", ("tenants", tenants.ToArray()), ("now", now), ("limit", limit)), cancellationToken);

        // A full step may have left some of these tenants' messages.
        if (woken < limit)
        {
            Volatile.Write(ref _after, tenants.Count < MostTenants ? "" : tenants[^1]);
        }

        return woken;
    }
}
