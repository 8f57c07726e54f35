using EmailPlatform.Connectors.Conformance;

namespace EmailPlatform.Connectors.BuiltIn;

public sealed class BuiltInConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new BuiltInConnector();

    protected override string Minimal => "{}";

    protected override IReadOnlyList<string> Complete =>
        ["""{ "senderName": "Acme", "companyInformation": "Acme S.A.\n1 Main Street", "appLogo": "https://cdn.example.com/logo.png?v=2" }"""];
}
