namespace EmailPlatform.Server.OpenApi;

/// <summary>The shape of a body that an endpoint reads as JSON itself, because absent and null mean different things to it.</summary>
internal sealed record DescribedBody(Type Type);
