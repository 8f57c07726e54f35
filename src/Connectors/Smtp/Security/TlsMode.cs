namespace EmailPlatform.Connectors.Smtp.Security;

internal enum TlsMode
{
    /// <summary>STARTTLS when the server offers it. With credentials this is <see cref="StartTlsRequired"/>: they never go out in clear by chance.</summary>
    StartTlsIfOffered,

    /// <summary>Nothing is sent without STARTTLS.</summary>
    StartTlsRequired,

    /// <summary>TLS from the first byte: port 465.</summary>
    Implicit,

    /// <summary>Switched off in so many words: everything goes out in clear, credentials too.</summary>
    Off,
}
