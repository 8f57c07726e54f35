namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>For what an issuer of tokens is given, and what the tokens got for it are then shown to.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BoundToTokenIssuerAttribute()
    : BoundToAttribute("auth.accessUrl", "host", "port", "secure", "tls", "servername", "ignoreTLS", "requireTLS");
