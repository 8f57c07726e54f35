namespace EmailPlatform.Connectors;

/// <summary>What the operator lends one tenant of the identity that this installation has at a cloud.</summary>
/// <param name="Roles">Roles that may be assumed for it, with the process's credentials where a configuration gives none, as the cloud names them: <c>arn:aws:iam::123456789012:role/Mailer</c>.</param>
/// <param name="AmbientCredentials">The credentials that the process itself was started with may be used directly, to send with, where a configuration gives none.</param>
public sealed record CloudGrant(IReadOnlyList<string> Roles, bool AmbientCredentials)
{
    public static CloudGrant None { get; } = new([], false);
}
