namespace EmailPlatform.Connectors.AmazonSes.Signing;

/// <summary>The path of a request as it is signed.</summary>
internal static class CanonicalPath
{
    /// <summary>Without <c>.</c>, <c>..</c> and empty segments (RFC 3986, 5.2.4).</summary>
    public static string Normalize(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var segment in segments)
        {
            switch (segment)
            {
                case ".":
                    break;
                case ".." when kept.Count > 0:
                    kept.RemoveAt(kept.Count - 1);
                    break;
                case "..":
                    break;
                default:
                    kept.Add(segment);
                    break;
            }
        }

        var last = kept.Count > 0 && path.EndsWith('/') ? "/" : "";
        return $"/{string.Join('/', kept)}{last}";
    }

    /// <summary>Every segment encoded, once more where it is encoded already: all of AWS but S3 signs it so.</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
