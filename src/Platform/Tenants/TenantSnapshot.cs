namespace EmailPlatform.Platform.Tenants;

/// <summary>
/// A tenant as it was at one version. Immutable: whoever holds one sees one connector, never none or two. What is
/// validated against it is written on the condition that its version is still the newest.
/// </summary>
/// <param name="Connector">The connector of this version's epoch; <c>null</c> when none is active.</param>
public sealed record TenantSnapshot(TenantState State, ActiveConnector? Connector)
{
    public TenantId Id => State.Id;

    public long Version => State.Version;

    public long Epoch => State.Epoch;

    public TenantSettings Settings => State.Settings;
}
