using EmailPlatform.Connectors;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A revision whose provider renders some usages.</summary>
internal sealed class RemoteRevision(string[] usages, ConnectorTemplate[] templates) : IOpenRevision
{
    private readonly RevisionTemplates _templates = RevisionTemplates.Of(new Remote(usages, templates));

    /// <summary>One whose provider renders SignIn.</summary>
    public RemoteRevision(params ConnectorTemplate[] templates)
        : this(["SignIn"], templates)
    {
    }

    public string ConnectorType => "remote";

    public ConnectorCapabilities Capabilities { get; } = new(true, true, true, true, true, true);

    public bool IsOperatorRun { get; init; }

    public CompiledConnector Connector { get; } = new Remote(usages, templates);

    public IReadOnlyList<Secret> Secrets => [];

    public Template? FindTemplate(UsageType usageType, MailLocale locale) => _templates.Find(usageType, locale);

    public bool Speaks(UsageType usageType, string locale) => _templates.Speaks(usageType, locale);

    public void Dispose()
    {
    }

    private sealed class Remote(string[] usages, IReadOnlyList<ConnectorTemplate> templates) : CompiledConnector
    {
        public override IReadOnlyList<ConnectorTemplate> Templates => templates;

        public override bool RendersRemotely(UsageType usageType) => usages.Contains(usageType.ToString());

        public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) =>
            Task.FromResult(Outcome.Accepted("200"));
    }
}
