using EmailPlatform.Connectors;

namespace EmailPlatform.TestKit.Connectors;

/// <summary>One attempt that reached the fake, with the configuration that it was made with.</summary>
public sealed record FakeSend(string Host, string Pass, Mail Mail, ConnectorContext Context, string? AccessToken = null);
