namespace EmailPlatform.Platform.Tenants;

/// <summary>The tenant's connector as it stands.</summary>
/// <param name="Activation">The step that made it so.</param>
public sealed record ConnectorView(RevisionView Active, Activation Activation);
