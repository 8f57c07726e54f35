namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>Who we are to the server.</summary>
internal abstract record SmtpCredentials(string User);
