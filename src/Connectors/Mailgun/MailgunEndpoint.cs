using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>
/// Mailgun's two regions: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages (2026-11-20).
/// The whole URL is compared: a check of how it ends would let it lead elsewhere, and the key with it.
/// </summary>
internal static class MailgunEndpoint
{
    public const string Default = "https://api.mailgun.net";

    private static readonly string[] All = [Default, "https://api.eu.mailgun.net"];

    /// <summary>Other spellings of the same: capitals, the port that https has anyway, a slash at the end.</summary>
    public static void Normalize(JsonObject config)
    {
        const string Member = "endpoint";
        if (ConfigShape.Text(config, Member) is { } text
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            && Array.Find(All, known => new Uri(known) == url && url.UserInfo.Length == 0 && url.Fragment.Length == 0) is { } meant)
        {
            config[Member] = meant;
        }
    }

    public static void Check(string? endpoint, ConfigReport report)
    {
        if (endpoint is not null && !All.Contains(endpoint, StringComparer.Ordinal))
        {
            report.Error("endpoint", "invalid_value", $"Must be {string.Join(" or ", All)}, without a path behind it.");
        }
    }
}
