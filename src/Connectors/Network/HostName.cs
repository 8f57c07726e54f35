using System.Globalization;
using System.Net;

namespace EmailPlatform.Connectors.Network;

/// <summary>Makes one form of the many ways to write a host, so that what is looked up is what was meant.</summary>
internal static class HostName
{
    // RFC 1035: 253 characters and the final dot.
    private const int Longest = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The A-label form in lower case or the address as it is usually written; null when this is no host (empty, too long, blanks, controls, a zone, a URL).</summary>
    public static string? Normalize(string host)
    {
        if (host.Length is 0 or > Longest)
        {
            return null;
        }

        // After a % comes the zone of an IPv6 address, and the parser takes anything for one; none of ours is reached by zone.
        if (host.Contains('%', StringComparison.Ordinal))
        {
            return null;
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return address.ToString();
        }

        string ascii;
        try
        {
            // Also turns full-width digits and ideographic dots into what they look like.
            ascii = Idn.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return ascii.All(IsHostCharacter) ? ascii : null;
    }

    private static bool IsHostCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_';
}
