using EmailPlatform.Platform.Tenants;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Messages;

/// <summary>
/// Chooses what to lease, tenant by tenant: each gets the same share of what there is room for, what one leaves goes to the
/// others in a next turn, and the next round begins with the tenants that this one did not come to. So a tenant with a
/// million due has no more of a round than one with ten.
/// </summary>
internal sealed class LeaseRound
{
    /// <summary>Where the next round begins: the tenant that the last one ended with.</summary>
    private string _after = "";

    /// <returns>Rows in the order they should be leased, which may be gone by then, and the tenants looked at.</returns>
    public (List<long> Rows, List<string> Tenants) Choose(Session session, long before, IReadOnlySet<TenantId> full, int perTenant, int total)
    {
        var tenants = FindTenants(session, before, full, total);
        var sources = tenants.ConvertAll(tenant => new Source(tenant));
        var chosen = new List<long>();
        while (sources.Count > 0 && chosen.Count < total)
        {
            var share = Math.Max(1, (total - chosen.Count) / sources.Count);
            sources.RemoveAll(source => !Take(session, source, before, Math.Min(Math.Min(share, perTenant - source.Taken), total - chosen.Count), chosen));
        }

        return (chosen, tenants);
    }

    /// <summary>Those with something due, beginning behind the last round's end and round once.</summary>
    private List<string> FindTenants(Session session, long before, IReadOnlySet<TenantId> full, int limit)
    {
        var all = session.Query("messages.tenants_with_due", row => row.GetString(0), ("before", before));
        var start = Volatile.Read(ref _after);
        var behind = all.FindIndex(tenant => string.CompareOrdinal(tenant, start) > 0);
        var turned = behind <= 0 ? all : [.. all.Skip(behind), .. all.Take(behind)];
        var tenants = turned.Where(tenant => !full.Contains(TenantId.Parse(tenant))).Take(limit).ToList();
        if (tenants.Count > 0)
        {
            Volatile.Write(ref _after, tenants[^1]);
        }

        return tenants;
    }

    /// <returns>Whether the tenant may have more for a next turn.</returns>
    private static bool Take(Session session, Source source, long before, int limit, List<long> chosen)
    {
        if (limit <= 0)
        {
            return false;
        }

        var rows = session.Query(
            "messages.due_of_tenant",
            row => (Seq: row.GetInt64(0), Due: row.GetInt64(1)),
            ("tenant", source.Tenant),
            ("before", before),
            ("afterDue", source.AfterDue),
            ("afterSeq", source.AfterSeq),
            ("limit", limit));
        if (rows.Count > 0)
        {
            chosen.AddRange(rows.Select(row => row.Seq));
            source.Taken += rows.Count;
            (source.AfterSeq, source.AfterDue) = rows[^1];
        }

        return rows.Count == limit;
    }

    private sealed class Source(string tenant)
    {
        public string Tenant => tenant;

        public int Taken { get; set; }

        public long AfterDue { get; set; } = long.MinValue;

        public long AfterSeq { get; set; }
    }
}
