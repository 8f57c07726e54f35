using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Messages;
using EmailPlatform.Storage.Postgres.Engine;

namespace EmailPlatform.Storage.Postgres.Messages;

/// <summary>
/// Claims due rows tenant by tenant, passing over those that another node claims just now: each tenant gets the same share of
/// what there is room for, what one leaves goes to the others in a next turn, and the next round begins behind the tenants of
/// this one. So a tenant with a million due has no more of a round than one with ten.
/// </summary>
internal sealed class MessageLeasing(PostgresDatabase database)
{
    /// <summary>Tenants that one round looks at: some tens of milliseconds.</summary>
    private const int MostTenants = 2_000;

    private const int MostLooks = 5;

    /// <summary>Rows of one statement: inserts of the same tenant do not wait for it, but a commit should be short.</summary>
    private const int Step = 1_000;

    /// <summary>Where the next round begins: the tenant that the last one ended with.</summary>
    private string _after = "";

    public async Task<IReadOnlyList<QueuedMessage>> LeaseAsync(
        NodeLease lease, DateTimeOffset before, IReadOnlySet<TenantId> full, int perTenant, int total, CancellationToken cancellationToken)
    {
        var leased = new List<QueuedMessage>();
        var sources = await FindTenantsAsync(before, full, total, cancellationToken);
        var taken = sources.ToDictionary(tenant => tenant, _ => 0, StringComparer.Ordinal);
        try
        {
            while (sources.Count > 0 && leased.Count < total)
            {
                var had = taken[sources[0]];
                var share = Math.Min(Math.Max(1, (total - leased.Count) / sources.Count), perTenant - had);
                var turn = sources.TakeWhile(tenant => taken[tenant] == had).Take(Math.Clamp((total - leased.Count) / share, 1, Math.Max(1, Step / share))).ToList();
                var rows = await ClaimAsync(lease, before, turn, share, cancellationToken);
                leased.AddRange(rows);
                var counts = rows.CountBy(row => row.Tenant.ToString()).ToDictionary(StringComparer.Ordinal);
                sources.RemoveRange(0, turn.Count);
                foreach (var tenant in turn)
                {
                    taken[tenant] += share;
                    if (counts.GetValueOrDefault(tenant) == share && taken[tenant] < perTenant)
                    {
                        // Behind the others, for a turn with what is left.
                        sources.Add(tenant);
                    }
                }
            }
        }
        catch (Exception exception) when (leased.Count > 0 && exception is (StoreUnavailableException or OperationCanceledException))
        {
            // What is leased already must be told, or nobody would see to it.
            return leased;
        }

        return leased;
    }

    public Task<int> ReleaseAsync(NodeLease lease, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(
            "messages.release", ("ids", ids.Select(id => id.Value).ToArray()), ("node", lease.Node), ("incarnation", lease.Incarnation)),
        cancellationToken);

    /// <summary>Those with something due, beginning behind the last round's end and round once; a round without any looks a few times further.</summary>
    private async Task<List<string>> FindTenantsAsync(DateTimeOffset before, IReadOnlySet<TenantId> full, int limit, CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            var start = Volatile.Read(ref _after);
            var seen = await LookAsync(start, before, MostTenants, cancellationToken);
            var isCutOff = seen.Count == MostTenants;
            if (start.Length > 0 && !isCutOff)
            {
                var again = await LookAsync("", before, MostTenants - seen.Count, cancellationToken);
                seen.AddRange(again.TakeWhile(row => string.CompareOrdinal(row.Tenant, start) <= 0));
            }

            var due = seen.Where(row => row.IsDue && !full.Contains(TenantId.Parse(row.Tenant))).Select(row => row.Tenant).Take(limit).ToList();
            Volatile.Write(ref _after, due.Count == limit ? due[^1] : seen.Count > 0 ? seen[^1].Tenant : "");
            if (due.Count > 0 || !isCutOff || looks == MostLooks)
            {
                return due;
            }
        }
    }

    private Task<List<(string Tenant, bool IsDue)>> LookAsync(string after, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync(
                "messages.tenants_with_due", row => (row.GetString(0), row.GetBoolean(1)), ("after", after), ("before", before), ("scan", most)),
            cancellationToken);

    private Task<List<QueuedMessage>> ClaimAsync(
        NodeLease lease, DateTimeOffset before, List<string> tenants, int share, CancellationToken cancellationToken) => database.WriteAsync(
            session => session.QueryAsync(
                "messages.lease",
                MessageRows.Queued,
                ("tenants", tenants.ToArray()),
                ("before", before),
                ("limit", share),
                ("node", lease.Node),
                ("incarnation", lease.Incarnation)),
            cancellationToken);
}
