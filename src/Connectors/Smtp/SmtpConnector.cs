using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Connectors.Smtp.Authentication;
using EmailPlatform.Connectors.Smtp.Configuration;
using EmailPlatform.Connectors.Smtp.Pooling;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>Any mail server that takes mail for submission, by the platform's own client.</summary>
internal sealed class SmtpConnector : Connector<SmtpConfig>
{
    public override ConnectorDescription Description { get; } = new(
        "smtp",
        "SMTP",
        ["simple-mail-transfer-protocol"],
        new ConnectorCapabilities(Attachments: true, ReplyTo: true, TextPart: true, ProviderTemplates: false, CustomSender: true, CustomHeaders: true));

    protected override JsonTypeInfo<SmtpConfig> ConfigType => SmtpConfigJson.Default.SmtpConfig;

    protected override ConfigMembers Members => SmtpConfigMembers.All;

    protected override void Normalize(JsonObject config, ConfigReport report) => SmtpConfigForm.Normalize(config, report);

    protected override SmtpConfig WithImplied(SmtpConfig config)
    {
        var tls = config.Tls ?? new SmtpTls();
        return config with
        {
            Secure = SmtpSecurity.IsImplicit(config),
            Servername = config.Servername ?? tls.Servername ?? config.Host,
            Tls = tls with { Servername = tls.Servername ?? config.Servername ?? config.Host, RejectUnauthorized = tls.RejectUnauthorized ?? true },
            IgnoreTLS = config.IgnoreTLS ?? false,
            RequireTLS = config.RequireTLS ?? false,
            Auth = config.Auth is { } auth ? auth with { AccessUrl = auth.AccessUrl ?? new SecretUrl(OAuthSettings.GoogleAccessUrl) } : null,
        };
    }

    protected override void Validate(SmtpConfig config, ConfigReport report, ConnectorPermissions permissions) =>
        SmtpConfigRules.Check(config, report, permissions);

    protected override CompiledConnector Compile(SmtpConfig config, ConnectorContext context)
    {
        var settings = new SmtpSettings(
            config.Host,
            config.Port,
            SmtpSecurity.Settings(config),
            new SmtpTimeouts(
                TimeSpan.FromMilliseconds(config.DnsTimeout),
                TimeSpan.FromMilliseconds(config.ConnectionTimeout),
                TimeSpan.FromMilliseconds(config.GreetingTimeout),
                TimeSpan.FromMilliseconds(config.SocketTimeout)),
            PoolLimits.Default with { Connections = config.MaxConnections, MessagesPerConnection = config.MaxMessages },
            EhloName.Choose(config.Name, context.HostName),
            config.LocalAddress is { } address ? IPAddress.Parse(address) : null,
            Credentials(config.Auth, context));
        return new CompiledSmtp(config, new SmtpTransport(settings, context.Network, context.Time), context.Time);
    }

    private static SmtpCredentials? Credentials(SmtpAuth? auth, ConnectorContext context) => auth switch
    {
        null => null,
        { Type: SmtpAuthType.OAuth2, User: { } user } => new OAuthCredentials(user, context.OAuth.CreateSource(SmtpGrants.Settings(auth), context.Tokens)),
        { User: { } user, Pass: { } pass } => new PasswordCredentials(user, pass),
        _ => throw new InvalidOperationException("This configuration was never checked."),
    };
}
