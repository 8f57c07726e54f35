using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors.Keys;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>The JWT of RFC 7523, signed with RS256.</summary>
internal static class ServiceAccountAssertion
{
    // {"alg":"RS256","typ":"JWT"}
    private const string Header = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9";

    // Google takes up to an hour; the shorter, the less a leaked one is worth.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Null when the key cannot be read.</summary>
    public static string? Sign(ServiceAccountSettings settings, DateTimeOffset now)
    {
        using var key = RsaPem.Read(settings.PrivateKey.Reveal(), settings.Passphrase?.Reveal(), out _);
        if (key is null)
        {
            return null;
        }

        var unsigned = $"{Header}.{Base64Url.EncodeToString(Claims(settings, now))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return $"{unsigned}.{Base64Url.EncodeToString(signature)}";
    }

    private static byte[] Claims(ServiceAccountSettings settings, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", settings.ServiceClient);
            json.WriteString("scope", settings.Scope);
            json.WriteString("sub", settings.User);
            json.WriteString("aud", settings.AccessUrl);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
