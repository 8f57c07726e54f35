using System.ComponentModel;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Never leaves this platform, only signatures do: no destination binds it.</summary>
internal sealed record SmtpDkimKey(
    [Description("RSA, PEM.")][BoundTo] Secret Key,
    [Description("Opens an encrypted key.")][BoundTo] Secret? Passphrase = null);
