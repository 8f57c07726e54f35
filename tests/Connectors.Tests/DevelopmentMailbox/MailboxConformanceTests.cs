using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Smtp.Configuration;

namespace EmailPlatform.Connectors.DevelopmentMailbox;

public sealed class MailboxConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new MailboxConnector();

    protected override string Minimal => "{}";

    protected override IReadOnlyList<string> Complete =>
        [$$"""{ "fromEmail": "Dev <dev@example.com>", "fromName": "Development", "templates": {{SmtpForm.Templates}} }"""];
}
