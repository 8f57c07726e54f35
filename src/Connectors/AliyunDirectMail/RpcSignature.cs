using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>
/// The signature of Aliyun's RPC calls, version 1.0 with HMAC-SHA1:
/// https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism (2026-11-20).
/// </summary>
internal static class RpcSignature
{
    /// <summary>A signed call with the parameters common to all actions of DirectMail; those without a value are left out.</summary>
    public static HttpCall Post(
        Uri target, IEnumerable<KeyValuePair<string, string?>> parameters, string accessKeyId, Secret accessKeySecret, DateTimeOffset now, string nonce)
    {
        var all = new Dictionary<string, string>
        {
            ["Format"] = "json",
            ["Version"] = "2015-11-23",
            ["AccessKeyId"] = accessKeyId,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = nonce,
            ["Timestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                all.Add(name, value);
            }
        }

        all.Add("Signature", Sign("POST", all, accessKeySecret));
        return HttpCall.PostForm(target, all.Select(one => KeyValuePair.Create<string, string?>(one.Key, one.Value)));
    }

    public static string Sign(string method, IEnumerable<KeyValuePair<string, string>> parameters, Secret accessKeySecret)
    {
        var sorted = parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{Encode(one.Key)}={Encode(one.Value)}");
        var toSign = $"{method}&{Encode("/")}&{Encode(string.Join('&', sorted))}";
#pragma warning disable CA5350 // SHA-1 is what version 1.0 of this signature has; within HMAC its collisions are no weakness.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"{accessKeySecret.Reveal()}&"), Encoding.UTF8.GetBytes(toSign)));
#pragma warning restore CA5350
    }

    // RFC 3986: letters, digits and -_.~ stay.
    private static string Encode(string text) => Uri.EscapeDataString(text);
}
