using EmailPlatform.Connectors;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A revision whose provider renders SignIn.</summary>
internal sealed class RemoteRevision(params ConnectorTemplate[] templates) : IOpenRevision
{
    private readonly RevisionTemplates _templates = RevisionTemplates.Of(new Remote(templates));

    public string ConnectorType => "remote";

    public ConnectorCapabilities Capabilities { get; } = new(true, true, true, true, true, true);

    public bool IsOperatorRun => false;

    public CompiledConnector Connector { get; } = new Remote(templates);

    public IReadOnlyList<Secret> Secrets => [];

    public Template? FindTemplate(UsageType usageType, MailLocale locale) => _templates.Find(usageType, locale);

    public void Dispose()
    {
    }

    private sealed class Remote(IReadOnlyList<ConnectorTemplate> templates) : CompiledConnector
    {
        public override IReadOnlyList<ConnectorTemplate> Templates => templates;

        public override bool RendersRemotely(UsageType usageType) => usageType == UsageType.SignIn;

        public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) =>
            Task.FromResult(Outcome.Accepted("200"));
    }
}
