using System.Text;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>What a request says, however its format wraps it: as it stands, as a form and as base64.</summary>
internal static partial class WireText
{
    public static string Of(ReceivedRequest request)
    {
        var text = request.Text;
        var plain = Uri.UnescapeDataString(text.Replace('+', ' '));
        var lines = text.Replace("\\r\\n", "", StringComparison.Ordinal).Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase);

        // A whole message in base64 has attachments in base64.
        var decoded = new[] { plain, lines }.SelectMany(Decoded).ToList();
        return string.Join('\n', [text, plain, .. decoded, .. decoded.SelectMany(Decoded)]);
    }

    private static IEnumerable<string> Decoded(string text)
    {
        foreach (var run in Base64().Matches(text).Select(match => match.Value))
        {
            var bytes = new byte[run.Length];
            if (Convert.TryFromBase64String(run, bytes, out var length))
            {
                yield return Encoding.UTF8.GetString(bytes, 0, length);
            }
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/]{8,}={0,2}")]
    private static partial Regex Base64();
}
