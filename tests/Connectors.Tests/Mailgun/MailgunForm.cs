namespace EmailPlatform.Connectors.Mailgun;

/// <summary>Configurations for tests.</summary>
internal static class MailgunForm
{
    public const string Minimal = """{ "domain": "mg.example.com", "apiKey": "key-secret", "from": "no-reply@mg.example.com" }""";

    /// <summary>As Logto's documentation has it, in both kinds of delivery: https://docs.logto.io/integrations/mailgun (2026-11-20).</summary>
    public const string Logto = """
        {
          "endpoint": "https://api.eu.mailgun.net",
          "domain": "example.com",
          "apiKey": "key-secret",
          "from": "Sender Name <sender@example.com>",
          "deliveries": {
            "Register": {
              "subject": "{{code}} is your verification code",
              "replyTo": "Foo <foo@bar.com>",
              "html": "<h1>Welcome to Logto</h1><p>Your verification code is {{code}}.</p>",
              "text": "Welcome to Logto. Your verification code is {{code}}."
            },
            "SignIn": {
              "subject": "Welcome back to Logto",
              "replyTo": "Foo <foo@bar.com>",
              "template": "logto-sign-in",
              "variables": { "bar": "baz" }
            }
          }
        }
        """;

    /// <summary>Logto's type has no required member in a delivery but what it sends: https://docs.logto.io/integrations/mailgun (2026-11-20).</summary>
    public const string NoSubject = """
        {
          "domain": "mg.example.com", "apiKey": "key-secret", "from": "no-reply@mg.example.com",
          "deliveries": { "SignIn": { "html": "<p>{{code}}</p>" }, "Register": { "text": "{{code}}" }, "Generic": { "template": "code" } }
        }
        """;

    public const string Everything = """
        {
          "endpoint": "https://api.mailgun.net", "domain": "mg.example.com", "apiKey": "another-secret", "from": "\"Example, Inc.\" <no-reply@mg.example.com>",
          "deliveries": {
            "SignIn": { "subject": "{{code}}", "text": "{{code}}", "replyTo": "{{support}}" },
            "BindMfa": { "template": "bind", "variables": { "list": [1, "2"], "nested": { "a": true }, "code": "none" } },
            "Generic": { "subject": "Hello", "html": "<b>{{code}}</b>" }
          }
        }
        """;
}
