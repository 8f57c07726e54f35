using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.Pretend;

public sealed class PretendConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new PretendConnector();

    protected override string Minimal => """{ "host": "mail.example.com" }""";

    protected override IReadOnlyList<string> Complete =>
    [
        """
        {
          "host": "mail.example.com", "port": "2525", "mode": "slow", "strict": false, "fallback": "fast",
          "login": { "user": "ada", "pass": "pass-secret", "url": "https://tokens.example.com/get?key=url-secret" },
          "templates": [{ "usageType": "Register", "subject": "Hello", "replyTo": "a@example.com" }],
          "headers": { "X.Key": ["header-secret", "header-secret-2"] }
        }
        """,
    ];
}
