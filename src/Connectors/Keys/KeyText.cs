using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Keys;

/// <summary>
/// Private keys as people paste them. Tenants choose the text, and opening an encrypted key takes as long as the key says
/// that it should: what would keep a processor busy is refused before it is opened.
/// </summary>
internal static class KeyText
{
    /// <summary>The most that is current advice for PBKDF2 with SHA-256; tools write a few thousand.</summary>
    public const int MostRounds = 600_000;

    // An encrypted key of 8192 bits, the largest in use, has some 6,500 characters.
    private const int Longest = 10 * 1024;
    private const string Label = "ENCRYPTED PRIVATE KEY";

    /// <summary>The text with its line ends, or <c>null</c> and why it is not to be opened.</summary>
    public static string? Read(string pem, out string? reason)
    {
        reason = pem.Length > Longest ? $"The key is too long: {Longest} characters are the most." : null;
        if (reason is not null)
        {
            return null;
        }

        // A key pasted out of a JSON or environment file often has its line ends spelled out.
        var text = pem.Replace("\\n", "\n", StringComparison.Ordinal);
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label] is Label && !IsQuick(rest[found.Base64Data]))
            {
                reason = $"The key is encrypted in a form that is not known here, or its passphrase is hashed more than {MostRounds} times.";
                return null;
            }
        }

        return text;
    }

    public static bool IsEncrypted(string text) => text.Contains(Label, StringComparison.Ordinal);

    private static bool IsQuick(ReadOnlySpan<char> base64) =>
        EncryptedKey.Rounds(Convert.FromBase64String(base64.ToString())) is >= 1 and <= MostRounds;
}
