namespace EmailPlatform.Connectors.Smtp;

/// <summary>Bounds on each wait; zero means none. The attempt's own deadline comes on top.</summary>
/// <param name="Dns">Resolving the host.</param>
/// <param name="Connection">Connecting, over all addresses together.</param>
/// <param name="Greeting">From the connection to the server's first line.</param>
/// <param name="Socket">Every later wait for the server, and the TLS handshake.</param>
internal sealed record SmtpTimeouts(TimeSpan Dns, TimeSpan Connection, TimeSpan Greeting, TimeSpan Socket);
