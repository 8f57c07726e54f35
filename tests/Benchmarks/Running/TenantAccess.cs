namespace EmailPlatform.Benchmarks.Running;

/// <summary>A tenant and a key that sends for it.</summary>
internal sealed record TenantAccess(string Id, string Key);
