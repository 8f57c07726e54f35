using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.Http;

/// <summary>
/// Standard Webhooks 1.0.0, symmetric scheme: HMAC-SHA256 over <c>id.timestamp.body</c>, one signature for each key.
/// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (2026-11-20)
/// </summary>
internal sealed class WebhookSignature(IEnumerable<byte[]> keys)
{
    private readonly byte[][] _keys = [.. keys];

    public bool IsOn => _keys.Length > 0;

    /// <summary>The headers that prove id, time and body.</summary>
    public IEnumerable<KeyValuePair<string, string>> Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return
        [
            KeyValuePair.Create("webhook-timestamp", timestamp),
            KeyValuePair.Create("webhook-signature", string.Join(' ', _keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}"))),
        ];
    }
}
