namespace EmailPlatform.Platform.Tenants;

/// <summary>What a change of a tenant came to when it was thought through on one state.</summary>
/// <param name="Change">What to write; <c>null</c> when nothing needs to change.</param>
/// <param name="Connector">The connector active after it.</param>
/// <param name="Answer">Made once the change is durable.</param>
internal sealed record TenantPlan<T>(TenantChange? Change, ActiveConnector? Connector, Func<TenantSnapshot, T> Answer);
