namespace EmailPlatform.Connectors.SendGrid;

/// <summary>Configurations for tests.</summary>
internal static class SendGridForm
{
    public const string Minimal = """{ "apiKey": "SG.key-secret", "fromEmail": "no-reply@example.com" }""";

    /// <summary>As Logto's documentation has it: https://docs.logto.io/integrations/sendgrid-email (2026-11-20).</summary>
    public const string Logto = """
        {
          "apiKey": "SG.key-secret",
          "fromEmail": "noreply@example.com",
          "fromName": "Logto",
          "templates": [
            { "usageType": "SignIn", "type": "text/plain", "subject": "Logto SignIn Template", "content": "This is for sign-in purposes only. Your verification code is {{code}}." },
            { "usageType": "Register", "type": "text/plain", "subject": "Logto Register Template", "content": "Your verification code is {{code}}." },
            { "usageType": "ForgotPassword", "type": "text/html", "subject": "Logto ForgotPassword Template", "content": "<p>{{code}}</p>" },
            { "usageType": "Generic", "type": "text/plain", "subject": "Logto Generic Template", "content": "{{code}}" }
          ]
        }
        """;

    public const string Everything = """
        {
          "apiKey": "SG.key-secret", "fromEmail": "Example <no-reply@example.com>", "fromName": "Example, Inc.", "region": "eu",
          "replyTo": "Help <help@example.com>", "categories": ["login", "code"], "customArgs": { "team": "identity" },
          "templates": [
            { "usageType": "Register", "templateId": "d-0123456789abcdef0123456789abcdef" },
            { "usageType": "SignIn", "type": "text/html", "subject": "Sign in", "content": "<b>{{code}}</b>", "replyTo": "{{support}}" },
            { "usageType": "ForgotPassword", "type": "text/plain", "subject": "Reset", "content": "{{code}}" },
            { "usageType": "Generic", "templateId": "d-00000000000000000000000000000000" }
          ]
        }
        """;
}
