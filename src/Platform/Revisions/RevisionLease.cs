using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Revisions;

/// <summary>One user's hold on an open revision.</summary>
internal sealed class RevisionLease(RevisionEntry entry) : IOpenRevision
{
    private int _disposed;

    public string ConnectorType => entry.Revision.Description.Type;

    public ConnectorCapabilities Capabilities => entry.Revision.Connector.Capabilities ?? entry.Revision.Description.Capabilities;

    public bool IsOperatorRun => entry.Revision.Description.OperatorRun;

    public CompiledConnector Connector => entry.Revision.Connector;

    public IReadOnlyList<Secret> Secrets => entry.Revision.Secrets;

    public Template? FindTemplate(UsageType usageType, MailLocale locale) => entry.Revision.Templates.Find(usageType, locale);

    public bool Speaks(UsageType usageType, string locale) => entry.Revision.Templates.Speaks(usageType, locale);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            entry.LetGo();
        }
    }
}
