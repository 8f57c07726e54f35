using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Smtp.Configuration;

namespace EmailPlatform.Connectors.Smtp;

public sealed class SmtpConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new SmtpConnector();

    protected override string Minimal => $"{{ {SmtpForm.Base} }}";

    protected override IReadOnlyList<string> Complete =>
    [
        $$"""
        {
          {{SmtpForm.Base}}, "replyTo": "help@example.com", "templates": {{SmtpForm.Templates}},
          "auth": { "type": "login", "user": "ada", "pass": "pass-secret" },
          "secure": false, "servername": "mx.example.com", "ignoreTLS": false, "requireTLS": true, "name": "node.example.com", "localAddress": "192.0.2.7",
          "tls": {
            "servername": "mx.example.com", "minVersion": "TLSv1.2", "maxVersion": "TLSv1.3", "rejectUnauthorized": false,
            "ca": {{SmtpForm.Quote(TestKeys.Certificate)}}, "cert": {{SmtpForm.Quote(TestKeys.Certificate)}},
            "key": {{SmtpForm.Quote(TestKeys.EncryptedPem)}}, "passphrase": "{{TestKeys.Passphrase}}"
          },
          "connectionTimeout": 1000, "greetingTimeout": 2000, "socketTimeout": 3000, "dnsTimeout": 0,
          "customHeaders": { "X-Key": "header-secret", "X-Many": ["header-secret-1", "header-secret-2"] },
          "dkim": {
            "domainName": "example.com", "keySelector": "mail.2026", "privateKey": { "key": {{SmtpForm.Quote(TestKeys.EncryptedPem)}}, "passphrase": "{{TestKeys.Passphrase}}" },
            "headerFieldNames": "from:to:subject", "skipFields": "message-id"
          },
          "maxConnections": 3, "maxMessages": 10
        }
        """,
        $$"""
        {
          {{SmtpForm.Base}},
          "auth": { "type": "OAuth2", "user": "ada@example.com", "clientId": "client", "clientSecret": "client-secret", "refreshToken": "refresh-secret",
                    "accessToken": "access-secret", "expires": 1893456000000, "accessUrl": "https://tokens.example.com/token?key=url-secret" }
        }
        """,
        $$"""
        {
          {{SmtpForm.Base}},
          "auth": { "type": "oauth2", "user": "ada@example.com", "serviceClient": "123", "scope": "https://mail.google.com/",
                    "privateKey": { "key": {{SmtpForm.Quote(TestKeys.EncryptedPem)}}, "passphrase": "{{TestKeys.Passphrase}}" } }
        }
        """,
        $$"""
        {
          {{SmtpForm.Base}},
          "auth": { "user": "ada@example.com", "clientId": "client", "clientSecret": "client-secret", "accessUrl": "https://tokens.example.com/token", "scope": "smtp" }
        }
        """,
    ];
}
