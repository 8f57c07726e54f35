namespace EmailPlatform.Platform.Tenants;

/// <summary>One step in the total order of a tenant's connectors.</summary>
/// <param name="Revision">The revision that sends from this epoch on; <c>null</c> when the connector was deleted.</param>
/// <param name="Previous">The revision that was active before, which a rollback goes back to.</param>
/// <param name="Forced">The reason given for overriding a guard.</param>
public sealed record Activation(
    TenantId Tenant,
    long Epoch,
    int? Revision,
    int? Previous,
    QueuePolicy Queued,
    DateTimeOffset At,
    string By,
    string? Forced = null);
