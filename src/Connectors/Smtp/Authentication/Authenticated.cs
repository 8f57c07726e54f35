namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>How an authentication ended.</summary>
/// <param name="Failure">Why not, or <c>null</c>.</param>
/// <param name="Detail">Mechanism and reply, for people.</param>
/// <param name="RejectedToken">The access token that the server refused, to be renewed once.</param>
internal readonly record struct Authenticated(Outcome? Failure, string Detail = "", Secret? RejectedToken = null);
