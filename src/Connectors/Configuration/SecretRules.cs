namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of keys.</summary>
internal static class SecretRules
{
    /// <summary>A key that goes into a header: what is pasted with a line end or a blank would be refused by the provider or split the header.</summary>
    public static void HeaderSecret(this ConfigReport report, string path, Secret? secret)
    {
        if (secret is not null && secret.Reveal().Any(character => character is < '!' or > '~'))
        {
            report.Error(path, "invalid_value", "A key is printable ASCII without blanks or line ends: check that only the key was pasted.");
        }
    }
}
