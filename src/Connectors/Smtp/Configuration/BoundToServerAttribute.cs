namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>For what is shown to the SMTP server: which one it is, and how it proves who it is before it is told anything.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BoundToServerAttribute() : BoundToAttribute("host", "port", "secure", "tls", "servername", "ignoreTLS", "requireTLS");
