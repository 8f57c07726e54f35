namespace EmailPlatform.Connectors;

/// <summary>
/// The operator's own connector, compiled once and lent to every tenant's built-in one. Whatever it answers is fit for tenants:
/// nothing of where it sends to, as whom, or in which words it was answered.
/// </summary>
public interface IOperatorConnector
{
    /// <summary>What it can express.</summary>
    ConnectorCapabilities Capabilities { get; }

    /// <summary>As <see cref="CompiledConnector.SendAsync"/>; the sender's address is the operator's.</summary>
    Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken);
}
