namespace EmailPlatform.Platform.Tenants;

/// <summary>How fast a tenant's mail goes out; it only delays, never refuses.</summary>
/// <param name="Concurrency">Attempts of this tenant at the same time on one node, 1 to 1,000.</param>
public sealed record DeliverySettings(int Concurrency = 20);
