using System.Net;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Pooling;
using EmailPlatform.Connectors.Smtp.Security;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>All that the transport needs to know of one server; made from a configuration that was checked before.</summary>
/// <param name="Host">Name or address, as configured.</param>
/// <param name="Tls">What has to be encrypted, and how the server proves who it is.</param>
/// <param name="EhloName">What we call ourselves; <c>null</c> for the address literal of the connection.</param>
/// <param name="LocalAddress">The address to connect from, or <c>null</c> to leave it to the system.</param>
/// <param name="Credentials"><c>null</c> for a server that lets us in without.</param>
internal sealed record SmtpSettings(
    string Host,
    int Port,
    TlsSettings Tls,
    SmtpTimeouts Timeouts,
    PoolLimits Pool,
    string? EhloName = null,
    IPAddress? LocalAddress = null,
    SmtpCredentials? Credentials = null);
