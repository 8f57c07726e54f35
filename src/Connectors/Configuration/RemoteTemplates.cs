namespace EmailPlatform.Connectors.Configuration;

/// <summary>Which template of the provider's serves a usage that was not rendered here: that of the usage's first entry, else that of Generic's.</summary>
internal sealed class RemoteTemplates
{
    private readonly Dictionary<string, string?> _byUsage = new(StringComparer.Ordinal);

    /// <param name="entries">In the order of the configuration; without a template's name where the entry holds a content to be rendered here.</param>
    public RemoteTemplates(IEnumerable<(string UsageType, string? Name)> entries)
    {
        foreach (var (usageType, name) in entries)
        {
            _byUsage.TryAdd(usageType, name);
        }
    }

    /// <summary>Whether exactly this usage has a template of the provider's.</summary>
    public bool Has(UsageType usageType) => _byUsage.GetValueOrDefault(usageType.ToString()) is not null;

    /// <summary>Null when neither is the provider's.</summary>
    public string? Find(UsageType usageType) =>
        _byUsage.GetValueOrDefault(usageType.ToString()) ?? _byUsage.GetValueOrDefault(UsageType.Generic.ToString());
}
