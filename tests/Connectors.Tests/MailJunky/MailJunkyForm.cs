namespace EmailPlatform.Connectors.MailJunky;

/// <summary>Configurations for tests.</summary>
internal static class MailJunkyForm
{
    public const string Minimal = """{ "apiKey": "mj_live_secret", "fromEmail": "no-reply@example.com" }""";

    /// <summary>The members of Logto's connector.</summary>
    public const string Logto = """
        {
          "apiKey": "mj_live_secret", "fromEmail": "no-reply@example.com", "fromName": "Example",
          "templates": [
            { "usageType": "SignIn", "type": "text/plain", "subject": "Sign in", "content": "Your code is {{code}}." },
            { "usageType": "Register", "subject": "Sign up", "content": "<p>Your code is {{code}}.</p>" },
            { "usageType": "ForgotPassword", "type": "text/html", "subject": "Reset", "content": "<p>Your code is {{code}}.</p>" },
            { "usageType": "Generic", "subject": "Code", "content": "<p>Your code is {{code}}.</p>" }
          ]
        }
        """;

    public const string Everything = """
        {
          "apiKey": "mj_live_another", "fromEmail": "Sender <no-reply@example.com>", "replyTo": "Help <help@example.com>",
          "templates": [
            { "usageType": "SignIn", "subject": "s", "content": "<b>{{code}}</b>", "replyTo": "{{support}}" },
            { "usageType": "Register", "subject": "s", "content": "<b>{{code}}</b>" },
            { "usageType": "ForgotPassword", "subject": "s", "content": "<b>{{code}}</b>" },
            { "usageType": "Generic", "type": "text/plain", "subject": "s", "content": "{{code}}" }
          ]
        }
        """;
}
