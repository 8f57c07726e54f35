namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>Configurations for tests.</summary>
internal static class Smtp2GoForm
{
    public const string Minimal = """{ "apiKey": "api-secret", "sender": "no-reply@example.com" }""";

    /// <summary>The members of Logto's connector.</summary>
    public const string Logto = """
        {
          "apiKey": "api-secret", "sender": "no-reply@example.com", "senderName": "Example",
          "templates": [
            { "usageType": "SignIn", "type": "text/plain", "subject": "Sign in", "content": "Your code is {{code}}." },
            { "usageType": "Register", "type": "text/html", "subject": "Sign up", "content": "<p>Your code is {{code}}.</p>" },
            { "usageType": "ForgotPassword", "type": "text/plain", "subject": "Reset", "content": "Your code is {{code}}." },
            { "usageType": "Generic", "type": "text/plain", "subject": "Code", "content": "Your code is {{code}}." }
          ]
        }
        """;

    public const string Everything = """
        {
          "apiKey": "another-secret", "sender": "no-reply@example.com", "senderName": "Example, Inc.", "replyTo": "Help <help@example.com>",
          "templates": [
            { "usageType": "SignIn", "type": "text/html", "subject": "s", "content": "<b>{{code}}</b>", "replyTo": "{{support}}" },
            { "usageType": "Register", "type": "text/html", "subject": "s", "content": "<b>{{code}}</b>" },
            { "usageType": "ForgotPassword", "type": "text/html", "subject": "s", "content": "<b>{{code}}</b>" },
            { "usageType": "Generic", "type": "text/plain", "subject": "s", "content": "{{code}}" }
          ]
        }
        """;
}
