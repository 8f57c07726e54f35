using System.Globalization;

namespace EmailPlatform.Server.Messages;

/// <summary>Reads <c>Prefer: wait=N</c> (RFC 7240). Preferences that we do not know are ignored, as the RFC has it.</summary>
internal static class Preference
{
    private const int Longest = 30;

    /// <summary><c>false</c> when there is a wait that cannot be kept.</summary>
    public static bool TryReadWait(string? prefer, out TimeSpan? wait)
    {
        wait = null;
        foreach (var preference in (prefer ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (!parts[0].Equals("wait", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (parts.Length < 2 || !int.TryParse(parts[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > Longest)
            {
                return false;
            }

            wait = TimeSpan.FromSeconds(seconds);
            return true;
        }

        return true;
    }
}
