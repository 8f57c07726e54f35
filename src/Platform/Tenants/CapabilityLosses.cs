using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// What a switch takes away: capabilities that the connector active so far has and the next one lacks. Told when a
/// configuration is saved, tested or activated; a message that needs one of them is refused at the door or held.
/// </summary>
internal sealed class CapabilityLosses(ConnectorCatalog catalog)
{
    private const string Code = "capability_lost";

    /// <param name="from">The active connector's type; null when there is none.</param>
    /// <param name="to">The type that would send in its place.</param>
    /// <param name="queued">What becomes of waiting mail, where that is known.</param>
    public IReadOnlyList<ConfigProblem> Between(string? from, string to, QueuePolicy? queued = null)
    {
        if (from is null || from == to || !catalog.TryFind(from, out var active) || !catalog.TryFind(to, out var next))
        {
            return [];
        }

        var waiting = queued == QueuePolicy.Move ? " Waiting ones are held." : "";
        return
        [
            .. Of(active.Description.Capabilities, next.Description.Capabilities, waiting)
                .Where(loss => loss.Has && !loss.Keeps)
                .Select(loss => new ConfigProblem(
                    $"capabilities.{loss.Name}", Code, $"The active connector ({from}) can do what {to} cannot: {loss.Words}")),
        ];
    }

    private static IEnumerable<(string Name, bool Has, bool Keeps, string Words)> Of(ConnectorCapabilities from, ConnectorCapabilities to, string waiting) =>
    [
        ("html", from.Html, to.Html, "send HTML that the platform rendered."),
        ("text", from.Text, to.Text, "send plain text that the platform rendered."),
        ("textPart", from.TextPart, to.TextPart, "send HTML and plain text in one mail."),
        ("replyTo", from.ReplyTo, to.ReplyTo, $"set a reply-to mailbox. Messages with one are refused, and that of a template has no effect.{waiting}"),
        ("customSender", from.CustomSender, to.CustomSender, "show the sender name that a template asks for."),
        ("locale", from.Locale, to.Locale, "render in the message's locale."),
        ("attachments", from.Attachments, to.Attachments, $"carry attachments. Messages with some are refused.{waiting}"),
        ("customHeaders", from.CustomHeaders, to.CustomHeaders, $"carry further headers. Messages with some are refused.{waiting}"),
        ("providerTemplates", from.ProviderTemplates, to.ProviderTemplates, "have mail rendered elsewhere. Usages without a template of the platform's have no email."),
    ];
}
