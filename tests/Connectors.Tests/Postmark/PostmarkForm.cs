namespace EmailPlatform.Connectors.Postmark;

/// <summary>Configurations for tests.</summary>
internal static class PostmarkForm
{
    public const string Minimal = """{ "serverToken": "token-secret", "fromEmail": "no-reply@example.com" }""";

    /// <summary>As Logto's documentation has it: https://docs.logto.io/integrations/postmark (2026-11-20).</summary>
    public const string Logto = """
        {
          "serverToken": "token-secret",
          "fromEmail": "noreply@example.com",
          "templates": [
            { "usageType": "Register", "templateAlias": "logto-register" },
            { "usageType": "SignIn", "templateAlias": "logto-sign-in" },
            { "usageType": "ForgotPassword", "templateAlias": "logto-forgot-password" },
            { "usageType": "Generic", "templateAlias": "logto-generic" }
          ]
        }
        """;

    public const string Everything = """
        {
          "serverToken": "token-secret", "fromEmail": "Example <no-reply@example.com>", "fromName": "Example, Inc.", "replyTo": "Help <help@example.com>",
          "messageStream": "outbound", "tag": "login", "metadata": { "team": "identity" }, "trackOpens": false, "trackLinks": "None",
          "templates": [
            { "usageType": "Register", "templateAlias": "register" },
            { "usageType": "SignIn", "contentType": "text/html", "subject": "Sign in", "content": "<b>{{code}}</b>", "replyTo": "{{support}}" },
            { "usageType": "ForgotPassword", "contentType": "text/plain", "subject": "Reset", "content": "{{code}}" },
            { "usageType": "Generic", "templateAlias": "generic" }
          ]
        }
        """;
}
