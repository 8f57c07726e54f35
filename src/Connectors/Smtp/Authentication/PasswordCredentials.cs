namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Which mechanism carries them is chosen from those that the server offers.</summary>
internal sealed record PasswordCredentials(string User, Secret Password) : SmtpCredentials(User);
