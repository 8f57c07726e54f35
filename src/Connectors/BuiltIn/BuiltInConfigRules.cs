using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>
/// What a tenant may put into mail that the operator's good name carries: words, and one picture. A link or an address in
/// them would make the operator's own sender a carrier for whatever stands behind it.
/// </summary>
internal static class BuiltInConfigRules
{
    private const int LongestName = 64;
    private const int LongestInformation = 300;
    private const int LongestUrl = 2048;

    public static void Check(BuiltInConfig config, ConfigReport report)
    {
        if (config.SenderName is { } name)
        {
            Words("senderName", name, LongestName, report);
            if (name.Any(char.IsControl))
            {
                report.Error("senderName", "invalid_value", "Must be one line without control characters.");
            }
            else if (name.AsSpan().ContainsAny("<>\"\\"))
            {
                report.Error("senderName", "invalid_value", "Must do without angle brackets, double quotes and backslashes.");
            }
        }

        if (config.CompanyInformation is { } information)
        {
            Words("companyInformation", information, LongestInformation, report);
            if (information.Any(character => char.IsControl(character) && character is not ('\n' or '\r')))
            {
                report.Error("companyInformation", "invalid_value", "Must do without control characters, but for line breaks.");
            }
        }

        if (config.AppLogo is { } logo)
        {
            Logo(logo, report);
        }
    }

    private static void Words(string path, string text, int longest, ConfigReport report)
    {
        if (text.Length > longest)
        {
            report.Error(path, "too_long", $"Has at most {longest} characters.");
        }
        else if (PlainWords.FindLink(text) is { } link)
        {
            report.Error(path, "link_not_allowed", $"Holds what mail programs take for a link or an address: {link}. Where none is meant, a space behind the dot helps.");
        }
        else if (DisplayNameSyntax.Check(text.Replace('\r', ' ').Replace('\n', ' ')) is { } reason)
        {
            report.Error(path, "invalid_value", reason);
        }
    }

    private static void Logo(string logo, ConfigReport report)
    {
        if (logo.Length > LongestUrl)
        {
            report.Error("appLogo", "too_long", $"Has at most {LongestUrl:N0} characters.");
        }
        else if (logo.Any(character => character is <= ' ' or '\\' or '"' or '<' or '>' or '\u007F'))
        {
            report.Error("appLogo", "invalid_url", "The URL must not contain blanks, quotes, angle brackets or backslashes.");
        }
        else if (TargetUrl.RefuseForSecrets(logo, PlainHttp.Nowhere) is { } refusal)
        {
            report.Error("appLogo", "invalid_url", $"The URL {refusal}.");
        }
    }
}
