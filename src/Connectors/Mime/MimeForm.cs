namespace EmailPlatform.Connectors.Mime;

/// <summary>How addresses stand in headers.</summary>
public enum MimeForm
{
    /// <summary>The whole message is seven-bit ASCII, domains as A-labels: any server takes it.</summary>
    Ascii,

    /// <summary>Addresses as given, in UTF-8 (RFC 6532): only for servers with SMTPUTF8.</summary>
    SmtpUtf8,
}
