namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of addresses and lines of a message.</summary>
internal static class MailRules
{
    public static void Mailbox(this ConfigReport report, string path, string? text)
    {
        if (text is not null && !Connectors.Mailbox.TryParse(text, out _, out var reason))
        {
            report.Error(path, "invalid_address", reason);
        }
    }

    /// <summary>A bare address, where a provider has another place for the name.</summary>
    public static void Address(this ConfigReport report, string path, string? text)
    {
        if (text is not null && !EmailAddress.TryParse(text, out _, out var reason))
        {
            report.Error(path, "invalid_address", reason);
        }
    }

    /// <summary>A mailbox that may hold variables, of which nothing is known before a message is rendered.</summary>
    public static void MailboxTemplate(this ConfigReport report, string path, string? text)
    {
        if (text is not null && text.Contains("{{", StringComparison.Ordinal))
        {
            report.Line(path, text);
        }
        else
        {
            report.Mailbox(path, text);
        }
    }

    /// <summary>What stands in one line of a header.</summary>
    public static void Line(this ConfigReport report, string path, string? text)
    {
        if (text is not null && text.Any(char.IsControl))
        {
            report.Error(path, "invalid_value", "Must be one line without control characters.");
        }
    }
}
