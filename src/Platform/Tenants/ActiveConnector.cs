using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>The revision that sends, without its configuration.</summary>
/// <param name="Type">The connector type's own id.</param>
/// <param name="UsageTypes">The usages that it configures itself; empty when tenant templates alone serve.</param>
public sealed record ActiveConnector(int Revision, string Type, string Hash, IReadOnlyList<UsageType> UsageTypes)
{
    public static ActiveConnector Of(Revision revision) =>
        new(revision.Number, revision.Type, revision.Hash, KnownUsages(revision));

    /// <summary>The usages of a revision that are among the nine; others are kept in it with a warning and never sent.</summary>
    public static IReadOnlyList<UsageType> KnownUsages(Revision revision) => Known(revision.UsageTypes);

    internal static IReadOnlyList<UsageType> Known(IReadOnlyList<string> names)
    {
        var usages = new List<UsageType>(names.Count);
        foreach (var name in names)
        {
            if (UsageType.TryParse(name, out var usage))
            {
                usages.Add(usage);
            }
        }

        return usages;
    }
}
