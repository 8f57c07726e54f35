using EmailPlatform.Connectors;

namespace EmailPlatform.Server.Hosting;

/// <summary>What whoever starts a node has to know: printed, not logged, because a log is no place for a key.</summary>
internal static class Announcement
{
    public static string Of(string place, KeyFileResult? keyFile, Secret? adminKey, bool isDevelopment)
    {
        var lines = new List<string>();
        if (keyFile is { Created: true })
        {
            lines.Add($"Made an encryption key: {keyFile.Path}");
            lines.Add("Keep a copy of it somewhere else: without it the data cannot be read.");
        }

        if (adminKey is not null)
        {
            lines.AddRange(["Made an admin key. It is shown this once:", "", $"    {adminKey.Reveal()}", ""]);
        }

        lines.Add($"Data: {place}");
        if (isDevelopment)
        {
            lines.Add("Development environment: tenants may name targets on loopback, and the server listens on loopback only.");
        }

        lines.Add("");
        return string.Join(Environment.NewLine, lines);
    }
}
