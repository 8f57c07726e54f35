using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>What a URL must look like before anything is sent there that is worth stealing.</summary>
public static class TargetUrl
{
    /// <summary>
    /// Null when secrets may go to this URL, else why not. https is demanded, except for hosts on loopback when those are
    /// allowed and for every host when private addresses are. Whether the host may be reached is judged on connecting.
    /// </summary>
    public static string? RefuseForSecrets(string url, NetworkOptions options) => RefuseForSecrets(url, options.PlainHttp);

    internal static string? RefuseForSecrets(string url, PlainHttp plain)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            return "must be an absolute https URL";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "must not contain a user name or password";
        }

        if (uri.Fragment.Length > 0)
        {
            return "must not contain a fragment";
        }

        var plainAllowed = plain == PlainHttp.Anywhere || (plain == PlainHttp.OnLoopback && IsLoopback(uri));

        return uri.Scheme == Uri.UriSchemeHttps || plainAllowed ? null : "must use https";
    }

    private static bool IsLoopback(Uri uri) =>
        uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
