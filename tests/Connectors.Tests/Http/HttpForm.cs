namespace EmailPlatform.Connectors.Http;

/// <summary>Configurations for tests.</summary>
internal static class HttpForm
{
    public const string Minimal = """{ "endpoint": "https://mail.example.com/send" }""";

    /// <summary>As Logto's form fills it: https://docs.logto.io/integrations/http-email (2026-11-20).</summary>
    public const string Logto = """{ "endpoint": "https://mail.example.com/send", "authorization": "Bearer token-secret" }""";

    /// <summary>The first secret is that of the published vector.</summary>
    public const string Everything = """
        {
          "endpoint": "https://mail.example.com/send?key=url-secret", "authorization": "token-secret",
          "signingSecrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "C2FVsBQIhrscChlQIMV+b5sSYspob7oDaXbbFOkYfbBOQ6Nlw8kxCg=="]
        }
        """;
}
