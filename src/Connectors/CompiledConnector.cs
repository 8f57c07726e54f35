using System.Collections.ObjectModel;

namespace EmailPlatform.Connectors;

/// <summary>
/// A connector type joined with one stored configuration, ready to send. It may hold connections; it holds nothing of
/// any message. Used by many callers at once; disposed when its revision is no longer needed.
/// </summary>
public abstract class CompiledConnector : IAsyncDisposable
{
    /// <summary>The templates in the configuration that the platform renders, in the order in which they stand.</summary>
    public virtual IReadOnlyList<ConnectorTemplate> Templates => [];

    /// <summary>
    /// Variables that the configuration gives to its templates; they stand before those of a message's payload, also where they
    /// are <c>null</c>, which is to be absent.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string?> Variables => ReadOnlyDictionary<string, string?>.Empty;

    /// <summary>
    /// The variable that mail of this usage is about, where the connector's own templates show one and nothing in its place:
    /// without a value for it the mail would be worth nothing. Usages with codes are asked for theirs anyway.
    /// </summary>
    public virtual string? Demands(UsageType usageType) => null;

    /// <summary>What this configuration can express, where that is less than its type can; <c>null</c> where it is the same.</summary>
    public virtual ConnectorCapabilities? Capabilities => null;

    /// <summary>
    /// Whether the provider or the receiver has a template of exactly this usage, so that <see cref="Mail.Content"/> may be absent. One
    /// for Generic stands in for others where the platform finds nothing nearer, and is not told here for them.
    /// </summary>
    public virtual bool RendersRemotely(UsageType usageType) => false;

    /// <summary>
    /// One attempt. Never retries, never sleeps, answers every reply of the provider with a value. The token carries
    /// the attempt's deadline: once it is cancelled no further content byte is sent, and the outcome is deferred when the
    /// content was not complete, unknown when it was. Only a cancellation before anything was sent may throw.
    /// </summary>
    public abstract Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
