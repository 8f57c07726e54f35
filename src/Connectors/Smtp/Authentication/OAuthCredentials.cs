using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <param name="Tokens">Shared by all connections of the revision.</param>
internal sealed record OAuthCredentials(string User, TokenSource Tokens) : SmtpCredentials(User);
