using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>The deliveries of a configuration, by usage.</summary>
internal sealed class MailgunDeliveries
{
    private static readonly string StandIn = UsageType.Generic.ToString();

    private readonly Dictionary<string, MailgunTemplate?> _byUsage = new(StringComparer.Ordinal);

    public MailgunDeliveries(IReadOnlyDictionary<string, MailgunDelivery>? deliveries)
    {
        foreach (var (usage, delivery) in deliveries ?? new Dictionary<string, MailgunDelivery>())
        {
            _byUsage.Add(usage, delivery.Template is { } name ? new MailgunTemplate(name, delivery.Variables) : null);
        }

        Templates = [.. (deliveries ?? new Dictionary<string, MailgunDelivery>()).Select(entry => Describe(entry.Key, entry.Value))];
    }

    public IReadOnlyList<ConnectorTemplate> Templates { get; }

    public static ConfigPath PathOf(string usage) => ConfigPath.Root.Member("deliveries").Member(usage);

    /// <summary>The template at Mailgun that serves a usage which was not rendered here; null when there is none.</summary>
    public MailgunTemplate? Find(UsageType usageType) =>
        _byUsage.GetValueOrDefault(usageType.ToString()) ?? _byUsage.GetValueOrDefault(StandIn);

    /// <summary>Whether exactly this usage has a template at Mailgun.</summary>
    public bool IsRemote(UsageType usageType) => _byUsage.GetValueOrDefault(usageType.ToString()) is not null;

    private static ConnectorTemplate Describe(string usage, MailgunDelivery delivery)
    {
        var path = PathOf(usage);
        var isRemote = delivery.Template is not null;
        return new ConnectorTemplate(
            path.ToString(),
            usage,
            delivery.Subject ?? "",
            isRemote ? null : delivery.Html,
            isRemote ? null : delivery.Text,
            delivery.ReplyTo,
            path.Member("html").ToString(),
            path.Member("text").ToString(),
            isRemote,
            SubjectOptional: true);
    }
}
