using System.Text.Json;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>One tenant's name, logo and words around the ready-made templates, and the operator's connector that sends them.</summary>
internal sealed class CompiledBuiltIn(BuiltInConfig config, IOperatorConnector? service) : CompiledConnector
{
    private const int LongestValue = 200;

    public override IReadOnlyList<ConnectorTemplate> Templates => BuiltInTemplates.With(logo: config.AppLogo is not null);

    public override IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>
    {
        ["senderName"] = config.SenderName,
        ["companyInformation"] = config.CompanyInformation,
        ["appLogo"] = config.AppLogo,
    };

    public override ConnectorCapabilities? Capabilities => service is null
        ? null
        : new ConnectorCapabilities(
            Attachments: false,
            service.Capabilities.ReplyTo,
            service.Capabilities.TextPart,
            ProviderTemplates: false,
            CustomSender: false,
            CustomHeaders: false,
            service.Capabilities.Html,
            service.Capabilities.Text);

    public override string? Demands(UsageType usageType) => usageType == UsageType.OrganizationInvitation ? "link" : "code";

    public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = mail.Content ?? throw new InvalidOperationException("The templates are rendered here: the content is needed.");
        if (service is null)
        {
            return Task.FromResult(Outcome.Deferred(
                FaultScope.Connector, "built_in_not_available", hint: "The operator no longer runs a built-in service: activate another connector."));
        }

        if (FindLink(mail.Payload) is { } variable)
        {
            return Task.FromResult(Outcome.Rejected(
                FaultScope.Message, "link_not_allowed", hint: $"The value of {variable} is a link, an address or very long; the built-in service shows words there."));
        }

        var own = content with { SenderName = config.SenderName, Text = content.Text?.Trim() };
        return service.SendAsync(mail with { Content = own }, context, cancellationToken);
    }

    /// <summary>
    /// What a tenant's own users may have chosen and the templates show as words: people who name their organization after a
    /// site and invite strangers send spam in the operator's name.
    /// </summary>
    private static string? FindLink(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (payload.TryGetProperty("code", out var code) && IsRefused(code))
        {
            return "code";
        }

        return payload.TryGetProperty("organization", out var organization) && organization.ValueKind == JsonValueKind.Object
            && organization.TryGetProperty("name", out var name) && IsRefused(name)
            ? "organization.name"
            : null;
    }

    private static bool IsRefused(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > LongestValue || PlainWords.FindLink(text) is not null);
}
