namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What came of opening a connection: a session, or the reason why there is none.</summary>
/// <param name="RejectedToken">The server refused this access token; a new one may help.</param>
internal readonly record struct Dialed(SmtpSession? Session, Outcome? Failure = null, Secret? RejectedToken = null);
