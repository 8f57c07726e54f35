using System.Collections.Frozen;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Which further headers a message can carry, and with what values.</summary>
public static class HeaderRules
{
    private const int MaxName = 60;
    private const int MaxValue = 8000;
    private const int MaxWord = 900;

    // Those that the composer writes, those that carry recipients or an identity, and those that servers add on the way.
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Apparently-To", "Subject", "Date", "Message-ID", "MIME-Version", "Return-Path", "Received", "Delivered-To", "DKIM-Signature"],
        StringComparer.OrdinalIgnoreCase);

    // Their values have a grammar of their own, in which encoded words mean nothing.
    private static readonly FrozenSet<string> Structured = FrozenSet.ToFrozenSet(
        ["References", "In-Reply-To", "Auto-Submitted", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Subscribe", "List-Post", "List-Owner", "List-Archive", "List-Id"],
        StringComparer.OrdinalIgnoreCase);

    // Headers by which providers take orders: recipients, templates, pools, tracking, webhooks.
    private static readonly string[] ProviderControls =
        ["X-SMTPAPI", "X-Mailgun-", "X-PM-", "X-SES-", "X-MC-", "X-MJ-", "X-Sib-", "X-MSYS-", "X-SMTP2GO-", "X-AliDM-", "X-Original-To", "X-Forwarded-To", "X-Envelope-"];

    /// <summary>Whether a provider takes orders by this header, further recipients among them.</summary>
    public static bool SteersProvider(string name) =>
        Array.Exists(ProviderControls, control => name.StartsWith(control, StringComparison.OrdinalIgnoreCase));

    /// <summary>A sentence on why the header cannot be sent, or null.</summary>
    public static string? Check(string name, string value)
    {
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
        {
            return $"A header name is 1 to {MaxName} printable ASCII characters without blank or colon.";
        }

        if (Reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase))
        {
            return $"The header {name} cannot be set: it belongs to the message itself.";
        }

        if (HeaderText.HasControls(value))
        {
            return $"The value of header {name} holds a line end or control character.";
        }

        if (value.Length > MaxValue)
        {
            return $"The value of header {name} has more than {MaxValue} characters.";
        }

        if (!IsStructured(name))
        {
            return null;
        }

        return value.AsSpan().ContainsAnyExceptInRange(' ', '~') || HeaderText.LongestWord(value) > MaxWord
            ? $"The value of header {name} is ASCII, in words of at most {MaxWord} characters."
            : null;
    }

    internal static bool IsStructured(string name) => Structured.Contains(name);
}
