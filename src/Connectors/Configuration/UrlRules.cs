using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of URLs that secrets are sent to. Whether the host may be reached is judged on connecting.</summary>
internal static class UrlRules
{
    public static void Url(this ConfigReport report, string path, SecretUrl? url, ConnectorPermissions permissions)
    {
        // The rule by which the URL is judged again when secrets are about to go there.
        if (url is not null && TargetUrl.RefuseForSecrets(url.Reveal(), permissions.PlainHttp) is { } refusal)
        {
            report.Error(path, "invalid_url", $"The URL {refusal}.");
        }
    }
}
