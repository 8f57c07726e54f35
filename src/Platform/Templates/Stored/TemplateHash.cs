using System.Security.Cryptography;
using System.Text.Json;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What two templates have in common if, and only if, they say the same.</summary>
internal static class TemplateHash
{
    // Half of SHA-256: enough that nobody meets the same twice, short enough to stand in lists.
    private const int Bytes = 16;

    public static string Of(TemplateSource source) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(source, TemplatesJson.Default.TemplateSource)).AsSpan(0, Bytes));
}
