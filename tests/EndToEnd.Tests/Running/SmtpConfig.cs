using System.Text.Json.Nodes;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Configurations as a user would post them.</summary>
public static class SmtpConfig
{
    public static readonly string[] Usages = ["Register", "SignIn", "ForgotPassword", "Generic"];

    /// <summary>A server on loopback that lets everybody in.</summary>
    public static JsonObject For(int port, string host = "127.0.0.1") => new()
    {
        ["host"] = host,
        ["port"] = port,
        ["fromEmail"] = "Acme <app@example.org>",
        ["templates"] = Templates(),
    };

    /// <summary>The four templates that a configuration needs.</summary>
    public static JsonArray Templates() =>
    [
        .. Usages.Select(usage => new JsonObject
        {
            ["usageType"] = usage,
            ["contentType"] = "text/html",
            ["subject"] = $"{usage}: your code",
            ["content"] = "<p>Hello {{user.name|there}}, your code is <b>{{code}}</b>. Mark: {{mark|none}}.</p>",
        }),
    ];

    public static JsonObject With(this JsonObject config, string name, JsonNode? value)
    {
        config[name] = value;
        return config;
    }

    public static JsonObject WithLogin(this JsonObject config, string user, string password) =>
        config.With("auth", new JsonObject { ["type"] = "login", ["user"] = user, ["pass"] = password });

    /// <summary>OAuth2 with a refresh token.</summary>
    public static JsonObject WithTokens(this JsonObject config, string accessUrl) => config.With("auth", new JsonObject
    {
        ["type"] = "oauth2",
        ["user"] = "joe@example.org",
        ["clientId"] = "the-client",
        ["clientSecret"] = "secret",
        ["refreshToken"] = "token",
        ["accessUrl"] = accessUrl,
    });
}
