namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>Configurations for tests.</summary>
internal static class SesForm
{
    public const string Role = "arn:aws:iam::123456789012:role/Mailer";

    public const string Minimal = """
        { "accessKeyId": "AKIDEXAMPLE", "accessKeySecret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "region": "eu-central-1", "emailAddress": "no-reply@example.com" }
        """;

    /// <summary>As Logto's own form makes it.</summary>
    public const string Logto = """
        {
          "accessKeyId": "AKIDEXAMPLE", "accessKeySecret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "region": "eu-central-1",
          "emailAddress": "Example <no-reply@example.com>",
          "emailAddressIdentityArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
          "feedbackForwardingEmailAddress": "bounces@example.com",
          "feedbackForwardingEmailAddressIdentityArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
          "configurationSetName": "codes",
          "templates": [
            { "usageType": "SignIn", "subject": "Sign in", "content": "<p>Your code is {{code}}</p>" },
            { "usageType": "Register", "subject": "Register", "content": "<p>Your code is {{code}}</p>" },
            { "usageType": "ForgotPassword", "subject": "Reset", "content": "<p>Your code is {{code}}</p>" },
            { "usageType": "Generic", "subject": "Code", "content": "<p>Your code is {{code}}</p>" }
          ]
        }
        """;

    public const string Everything = """
        {
          "accessKeyId": "ASIAEXAMPLE", "accessKeySecret": "session-secret-key", "sessionToken": "session-token-value", "region": "eu-central-1",
          "emailAddress": "no-reply@example.com", "fromName": "Zoë", "replyTo": "Help <help@example.com>",
          "configurationSetName": "codes", "tags": { "kind": "code", "stage": "live" },
          "templates": [
            { "usageType": "SignIn", "subject": "Sign in", "content": "<p>{{code}}</p>", "text": "{{code}}", "replyTo": "help@example.com" },
            { "usageType": "Register", "subject": "Register", "content": "<p>{{code}}</p>" },
            { "usageType": "ForgotPassword", "subject": "Reset", "content": "<p>{{code}}</p>" },
            { "usageType": "Generic", "subject": "Code", "content": "<p>{{code}}</p>" }
          ]
        }
        """;

    public const string Ambient = """{ "region": "eu-central-1", "emailAddress": "no-reply@example.com" }""";

    public const string RoleAlone = $$"""{ "region": "eu-central-1", "emailAddress": "no-reply@example.com", "roleArn": "{{Role}}" }""";

    public static string WithRole { get; } = Minimal.Trim()[..^1] + $", \"roleArn\": \"{Role}\" }}";
}
