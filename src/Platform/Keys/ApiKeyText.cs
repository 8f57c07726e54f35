using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Platform.Keys;

/// <summary>The text of a key: a tag that secret scanners can find, then 256 random bits.</summary>
public static class ApiKeyText
{
    public const string AdminTag = "ep_admin_";
    public const string TenantTag = "ep_";

    /// <summary>Longest text that is looked at; keys that callers bring themselves have any form.</summary>
    public const int MaxLength = 512;

    private const int Shown = 4;

    public static string New(bool isAdmin) =>
        (isAdmin ? AdminTag : TenantTag) + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256, lower-case hex: nobody searches 256 random bits, so a plain hash is enough.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether this is what <see cref="Hash"/> makes.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    /// <summary>What may be shown of a key, to recognise it by.</summary>
    public static string Prefix(string key)
    {
        var tag = key.StartsWith(AdminTag, StringComparison.Ordinal) ? AdminTag.Length
            : key.StartsWith(TenantTag, StringComparison.Ordinal) ? TenantTag.Length
            : 0;
        return key[..Math.Min(tag + Shown, key.Length)];
    }
}
