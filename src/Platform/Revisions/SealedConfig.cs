using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>A stored configuration, secrets included, as it goes into the store and comes back.</summary>
internal static class SealedConfig
{
    public static byte[] Seal(KeyRing keys, TenantId tenant, int revision, JsonObject config)
    {
        var plain = CanonicalJson.Write(config);
        try
        {
            return keys.Seal(plain, SealedContext.Revision(tenant, revision));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="SealedDataException">The key is not here, or the data is damaged.</exception>
    public static JsonObject Open(KeyRing keys, TenantId tenant, int revision, byte[] data)
    {
        var plain = keys.Open(data, SealedContext.Revision(tenant, revision));
        try
        {
            return JsonNode.Parse(plain) as JsonObject ?? throw new JsonException("A stored configuration is an object.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
