using System.ComponentModel;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Signs assertions; anything else that is signed with it goes to the same issuer.</summary>
internal sealed record SmtpServiceKey(
    [Description("PEM.")][BoundToTokenIssuer] Secret Key,
    [Description("Opens an encrypted key.")][BoundToTokenIssuer] Secret? Passphrase = null);
