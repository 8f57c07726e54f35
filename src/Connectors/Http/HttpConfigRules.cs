using System.Globalization;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.Http;

/// <summary>What a configuration must fulfil beyond its shape. Whether the endpoint may be reached is judged on connecting.</summary>
internal static class HttpConfigRules
{
    // Each adds a signature to every call, and receivers try them all.
    private const int MostSecrets = 5;

    public static void Check(HttpConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        report.Url("endpoint", config.Endpoint, permissions);
        if (config.Authorization?.Reveal() is { } authorization && (authorization.Any(character => character is < ' ' or > '~') || authorization != authorization.Trim()))
        {
            report.Error("authorization", "invalid_value", "The value of a header is printable ASCII on one line, without blanks around it.");
        }

        var secrets = config.SigningSecrets ?? [];
        if (secrets.Count > MostSecrets)
        {
            report.Error("signingSecrets", "too_many", string.Create(CultureInfo.InvariantCulture, $"At most {MostSecrets}."));
        }

        for (var index = 0; index < secrets.Count; index++)
        {
            if (!SigningKey.TryParse(secrets[index], out _, out var reason))
            {
                report.Error(ConfigPath.Root.Member("signingSecrets").Index(index).ToString(), "invalid_value", reason);
            }
        }
    }
}
