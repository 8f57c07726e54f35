using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Connectors.Http;

/// <summary>
/// A secret as Standard Webhooks writes it: <c>whsec_</c> and base64 of at least 24 and at most 64 bytes. Its libraries take it
/// without the prefix too.
/// </summary>
internal static class SigningKey
{
    private const string Prefix = "whsec_";
    private const int Least = 24;
    private const int Most = 64;

    public static bool TryParse(Secret secret, [NotNullWhen(true)] out byte[]? key, [NotNullWhen(false)] out string? reason)
    {
        var text = secret.Reveal();
        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            (key, reason) = (null, $"A signing secret is {Prefix} and base64.");
            return false;
        }

        var fits = length is >= Least and <= Most;
        key = fits ? bytes[..length] : null;
        reason = fits ? null : $"A signing secret has {Least} to {Most} bytes, which {Prefix} and their base64 write down.";
        return fits;
    }
}
