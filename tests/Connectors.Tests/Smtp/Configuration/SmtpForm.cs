using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Short ways to read an SMTP configuration in a test.</summary>
internal static class SmtpForm
{
    public const string Templates = """
        [
          { "usageType": "Register", "contentType": "text/plain", "subject": "Welcome", "content": "Your code is {{code}}" },
          { "usageType": "SignIn", "contentType": "text/html", "subject": "Sign in", "content": "<b>{{code}}</b>", "replyTo": "{{support}}" },
          { "usageType": "ForgotPassword", "contentType": "text/plain", "subject": "Reset", "content": "{{code}}" },
          { "usageType": "Generic", "contentType": "text/plain", "subject": "Code", "content": "{{code}}", "replyTo": "Help <help@example.com>" }
        ]
        """;

    public static string Base => """ "host": "mail.example.com", "port": 587, "fromEmail": "Example <no-reply@example.com>" """;

    /// <summary>Reads the base configuration with further members.</summary>
    public static ConfigReading With(string members, ConnectorPermissions? permissions = null) => Read($"{{ {Base}, {members} }}", permissions);

    public static ConfigReading Read(string json, ConnectorPermissions? permissions = null, JsonObject? kept = null) => new SmtpConnector().Read(
        JsonDocument.Parse(json).RootElement,
        kept is null ? new FakeRevisions() : new FakeRevisions((3, "smtp", kept)),
        permissions ?? new ConnectorPermissions());

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public static IEnumerable<string> Errors(this ConfigReading reading) =>
        reading.Report.Errors.Select(error => $"{error.Path} {error.Code}").Order(StringComparer.Ordinal);

    public static IEnumerable<string> Warnings(this ConfigReading reading) =>
        reading.Report.Warnings.Select(warning => $"{warning.Path} {warning.Code}").Order(StringComparer.Ordinal);
}
