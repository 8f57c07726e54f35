using System.Globalization;

namespace EmailPlatform.Server.Tenants;

/// <summary>A tenant's version as an entity tag (RFC 9110, 8.8.3).</summary>
internal static class ETags
{
    public static string Write(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary><c>*</c> and an absent header mean any version; <c>false</c> when it is none of ours.</summary>
    public static bool TryRead(string? header, out long? version)
    {
        version = null;
        if (string.IsNullOrWhiteSpace(header) || header.Trim() == "*")
        {
            return true;
        }

        if (!long.TryParse(header.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = number;
        return true;
    }
}
