using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>The configuration of an SMTP server, with the member names that nodemailer made common.</summary>
internal sealed record SmtpConfig(
    [Description("Name or address of the server.")] string Host,
    [Description("587 with STARTTLS, 465 with TLS from the first byte.")] int Port,
    [Description("The sender: an address, or a name with an address in angle brackets.")] string FromEmail,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<ContentTemplate>? Templates = null,
    [Description("Absent for a server that lets this platform in without.")] SmtpAuth? Auth = null,
    [Description("TLS from the first byte. Port 465 always has it.")] bool? Secure = null,
    [Description("How the connection is protected.")] SmtpTls? Tls = null,
    [Description("The name that the server's certificate must carry, when it is not the host.")] string? Servername = null,
    [Description("Never use STARTTLS: everything goes out in clear, credentials too.")] bool? IgnoreTLS = null,
    [Description("Send nothing without STARTTLS. With credentials this is so anyway, unless ignoreTLS is set.")] bool? RequireTLS = null,
    [Description("What this platform calls itself in EHLO.")] string? Name = null,
    [Description("The address to connect from, where the operator permits it.")] string? LocalAddress = null,
    [Description("Milliseconds to connect; 0 for no limit.")] int ConnectionTimeout = SmtpConfig.DefaultConnectionTimeout,
    [Description("Milliseconds until the server's first line; 0 for no limit.")] int GreetingTimeout = SmtpConfig.DefaultGreetingTimeout,
    [Description("Milliseconds of silence; 0 for no limit.")] int SocketTimeout = SmtpConfig.DefaultSocketTimeout,
    [Description("Milliseconds to look up the host; 0 for no limit.")] int DnsTimeout = SmtpConfig.DefaultDnsTimeout,
    [Description("Further headers of every message; a list repeats the header.")]
    [BoundToServer]
    IReadOnlyDictionary<string, IReadOnlyList<Secret>>? CustomHeaders = null,
    [Description("Signs every message.")] SmtpDkim? Dkim = null,
    [Description("Connections open at the same time.")] int MaxConnections = SmtpConfig.DefaultMaxConnections,
    [Description("Messages before a connection is replaced.")] int MaxMessages = SmtpConfig.DefaultMaxMessages)
{
    public const int DefaultConnectionTimeout = 120_000;
    public const int DefaultGreetingTimeout = 30_000;
    public const int DefaultSocketTimeout = 600_000;
    public const int DefaultDnsTimeout = 30_000;
    public const int DefaultMaxConnections = 5;
    public const int DefaultMaxMessages = 100;
    public const int ImplicitTlsPort = 465;
}
