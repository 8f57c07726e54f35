namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of URLs that secrets are sent to. Whether the host may be reached is judged on connecting.</summary>
internal static class UrlRules
{
    public static void Url(this ConfigReport report, string path, SecretUrl? url, ConnectorPermissions permissions)
    {
        if (url is null)
        {
            return;
        }

        if (!url.TryParse(out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            report.Error(path, "invalid_url", "Must be a complete URL: https://…");
        }
        else if (uri.UserInfo.Length > 0)
        {
            report.Error(path, "invalid_url", "Must not hold a user name or password.");
        }
        else if (uri.Fragment.Length > 0)
        {
            report.Error(path, "invalid_url", "Must not hold a fragment (#…).");
        }
        else if (uri.Scheme == "http" && !permissions.PlainHttp)
        {
            report.Error(path, "invalid_url", "Must use https.");
        }
    }
}
