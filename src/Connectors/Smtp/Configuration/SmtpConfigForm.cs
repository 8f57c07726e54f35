using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Smtp.Configuration;

/// <summary>Brings the other ways to write an SMTP configuration into the one that is stored.</summary>
internal static class SmtpConfigForm
{
    private static readonly string[] OAuthMembers =
        ["clientId", "clientSecret", "refreshToken", "accessToken", "accessUrl", "serviceClient", "privateKey"];

    public static void Normalize(JsonObject config, ConfigReport report)
    {
        ConfigShape.NumberFromDigits(config, "port");
        ConfigShape.ListsInMap(config, "customHeaders");
        Secure(config, report);
        if (config["auth"] is JsonObject auth)
        {
            Auth(auth);
            if (IsTypeAlone(auth))
            {
                config.Remove("auth");
                report.Warn("auth", "no_credentials", "Names a type but no credentials: the server is used without authentication.");
            }
        }

        if (config["tls"] is JsonObject tls)
        {
            ConfigShape.List(tls, "ca");
        }

        if (config["dkim"] is JsonObject dkim)
        {
            Key(dkim, "privateKey");
            ConfigShape.SplitText(dkim, "headerFieldNames", ':');
            ConfigShape.SplitText(dkim, "skipFields", ':');
        }
    }

    // A server on port 465 says nothing until the TLS handshake; forms that always write secure: false would wait for its greeting in vain.
    private static void Secure(JsonObject config, ConfigReport report)
    {
        if (config["port"]?.ToJsonString() == "465" && config["secure"] is JsonValue secure && secure.GetValueKind() == JsonValueKind.False)
        {
            config["secure"] = true;
            report.Warn("secure", "tls_implied", "Port 465 has TLS from the first byte: secure is taken as true.");
        }
    }

    private static void Auth(JsonObject auth)
    {
        ConfigShape.LowerCase(auth, "type");
        Key(auth, "privateKey");
        if (!auth.ContainsKey("type") && !auth.ContainsKey("pass") && OAuthMembers.Any(auth.ContainsKey))
        {
            auth["type"] = "oauth2";
        }
    }

    private static bool IsTypeAlone(JsonObject auth) => auth.Count == 1 && ConfigShape.Text(auth, "type") is "login" or "oauth2";

    /// <summary>A key is text, or an object with the passphrase beside it.</summary>
    private static void Key(JsonObject holder, string member)
    {
        if (holder[member] is JsonValue or JsonObject && (holder[member] is not JsonObject given || given.ContainsKey("keep")))
        {
            holder[member] = new JsonObject { ["key"] = holder[member]?.DeepClone() };
        }
    }
}
