using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.AmazonSes.Signing;

/// <summary>AWS's Signature Version 4 in the header Authorization, for one service in one region.</summary>
internal sealed class SignatureV4(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The headers that sign a request. Its host, its content type and these themselves are covered.</summary>
    public KeyValuePair<string, string>[] Headers(
        HttpMethod method, Uri target, string? contentType, ReadOnlySpan<byte> content, AwsCredentials credentials, DateTimeOffset now)
    {
        List<KeyValuePair<string, string>> sent = [KeyValuePair.Create("X-Amz-Date", Moment(now))];
        if (credentials.SessionToken is { } token)
        {
            sent.Add(KeyValuePair.Create("X-Amz-Security-Token", token.Reveal()));
        }

        List<KeyValuePair<string, string>> signed = [.. sent, KeyValuePair.Create("Host", Host(target))];
        if (contentType is not null)
        {
            signed.Add(KeyValuePair.Create("Content-Type", contentType));
        }

        var request = new CanonicalRequest(
            method.Method, CanonicalPath.Encode(CanonicalPath.Normalize(target.AbsolutePath)), target.Query.TrimStart('?'), signed, content);
        return [.. sent, KeyValuePair.Create("Authorization", Authorization(request, credentials, now))];
    }

    public string Authorization(CanonicalRequest request, AwsCredentials credentials, DateTimeOffset now) =>
        $"{Algorithm} Credential={credentials.AccessKeyId}/{Scope(now)}, SignedHeaders={request.SignedHeaders}, Signature={Sign(StringToSign(request, now), credentials.SecretAccessKey, now)}";

    public string StringToSign(CanonicalRequest request, DateTimeOffset now) => $"{Algorithm}\n{Moment(now)}\n{Scope(now)}\n{request.Hash()}";

    // As HttpClient writes it: IdnHost leaves out the brackets of an IPv6 address.
    private static string Host(Uri target)
    {
        var host = target.HostNameType == UriHostNameType.IPv6 ? $"[{target.IdnHost}]" : target.IdnHost;
        return target.IsDefaultPort ? host : $"{host}:{target.Port}";
    }

    private string Sign(string text, Secret secret, DateTimeOffset now)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{secret.Reveal()}");
        foreach (var part in new[] { Day(now), region, service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private string Scope(DateTimeOffset now) => $"{Day(now)}/{region}/{service}/aws4_request";

    private static string Day(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture);
}
