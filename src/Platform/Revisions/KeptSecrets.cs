using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Revisions;

/// <summary>The earlier revisions of one tenant that a submitted configuration keeps secrets from, opened beforehand.</summary>
internal sealed class KeptSecrets : IKeptSecrets
{
    // A configuration has a handful of secrets; beyond this somebody is only making us read.
    private const int MostRevisions = 20;

    private readonly Dictionary<int, (string Type, JsonObject Config)> _configs = [];

    private KeptSecrets()
    {
    }

    public static async Task<KeptSecrets> LoadAsync(TenantId tenant, JsonElement submitted, ITenantStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        var kept = new KeptSecrets();
        var numbers = new HashSet<int>();
        Collect(submitted, numbers);
        foreach (var number in numbers.Take(MostRevisions))
        {
            if (await store.FindRevisionAsync(tenant, number, cancellationToken) is { SealedConfig: { } data } revision)
            {
                kept._configs[number] = (revision.Type, SealedConfig.Open(keys, tenant, number, data));
            }
        }

        return kept;
    }

    public JsonObject? ConfigOf(int revision, string connectorType) =>
        _configs.TryGetValue(revision, out var found) && found.Type == connectorType ? found.Config : null;

    private static void Collect(JsonElement element, HashSet<int> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (member.NameEquals("keep") && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var number))
                    {
                        numbers.Add(number);
                    }

                    Collect(member.Value, numbers);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, numbers);
                }

                break;
        }
    }
}
