namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <param name="Mechanism">The one SASL mechanism to use (<c>LOGIN</c>), or <c>null</c> for the best of those offered.</param>
internal sealed record PasswordCredentials(string User, Secret Password, string? Mechanism = null) : SmtpCredentials(User);
