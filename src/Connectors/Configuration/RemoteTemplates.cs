namespace EmailPlatform.Connectors.Configuration;

/// <summary>Which template of the provider's serves a usage: that of the usage's first entry, else that of Generic's.</summary>
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

    /// <summary>Null when the usage is rendered here, or not served.</summary>
    public string? Find(UsageType usageType) =>
        _byUsage.TryGetValue(usageType.ToString(), out var name) ? name : _byUsage.GetValueOrDefault(UsageType.Generic.ToString());
}
