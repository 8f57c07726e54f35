using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A revision ready to send: connector and templates compiled once, used by many attempts. Held open until disposed.</summary>
public interface IOpenRevision : IDisposable
{
    /// <summary>The connector type's own id.</summary>
    string ConnectorType { get; }

    ConnectorCapabilities Capabilities { get; }

    /// <summary>Whether it sends in the operator's name, and so within the operator's caps.</summary>
    bool IsOperatorRun { get; }

    /// <summary>The configuration's template of exactly this usage, in the nearest language where it has several; Generic's does not stand in here.</summary>
    Template? FindTemplate(UsageType usageType, MailLocale locale);

    /// <summary>Whether the configuration has a template of exactly this usage that is meant for readers of this language.</summary>
    bool Speaks(UsageType usageType, string locale);

    CompiledConnector Connector { get; }

    /// <summary>The configuration's secrets, to be kept out of whatever a provider answers.</summary>
    IReadOnlyList<Secret> Secrets { get; }
}
