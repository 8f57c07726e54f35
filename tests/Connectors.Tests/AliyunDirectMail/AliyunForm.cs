namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>Configurations for tests.</summary>
internal static class AliyunForm
{
    public const string Minimal = """{ "accessKeyId": "testid", "accessKeySecret": "testsecret", "accountName": "no-reply@mail.example.com" }""";

    /// <summary>As Logto's own form makes it.</summary>
    public const string Logto = """
        {
          "accessKeyId": "LTAI5tExampleId", "accessKeySecret": "example-access-key-secret", "accountName": "no-reply@mail.example.com",
          "regionId": "eu-central-1", "fromAlias": "Example",
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
          "accessKeyId": "LTAI5tExampleId", "accessKeySecret": "example-access-key-secret", "accountName": "no-reply@mail.example.com",
          "regionId": "cn-hangzhou", "fromAlias": "小红", "replyTo": "Help <help@example.com>", "tagName": "codes",
          "templates": [
            { "usageType": "SignIn", "subject": "Sign in", "content": "<p>{{code}}</p>", "text": "{{code}}", "replyTo": "help@example.com" },
            { "usageType": "Register", "subject": "Register", "content": "<p>{{code}}</p>" },
            { "usageType": "ForgotPassword", "subject": "Reset", "content": "<p>{{code}}</p>" },
            { "usageType": "Generic", "subject": "Code", "content": "<p>{{code}}</p>" }
          ]
        }
        """;
}
