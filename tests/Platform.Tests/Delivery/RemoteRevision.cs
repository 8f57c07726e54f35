using EmailPlatform.Connectors;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A revision whose provider renders SignIn.</summary>
internal sealed class RemoteRevision(params ConnectorTemplate[] templates) : IOpenRevision
{
    private readonly RevisionTemplates _templates = RevisionTemplates.Compile(templates).Templates;

    public string ConnectorType => "remote";

    public ConnectorCapabilities Capabilities { get; } = new(true, true, true, true, true, true);

    public CompiledConnector Connector { get; } = new Remote();

    public IReadOnlyList<Secret> Secrets => [];

    public Template? FindTemplate(UsageType usageType) => _templates.Find(usageType);

    public void Dispose()
    {
    }

    private sealed class Remote : CompiledConnector
    {
        public override bool RendersRemotely(UsageType usageType) => usageType == UsageType.SignIn;

        public override Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) =>
            Task.FromResult(Outcome.Accepted("200"));
    }
}
