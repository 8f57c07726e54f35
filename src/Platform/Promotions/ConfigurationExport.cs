using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>Writes a tenant's configuration as a file, the active connector without its secrets.</summary>
public sealed class ConfigurationExport(TenantDirectory tenants, ITenantStore store, ITemplateStore templates, ConnectorCatalog catalog, KeyRing keys)
{
    public async Task<Result<JsonObject>> WriteAsync(TenantId id, CancellationToken cancellationToken)
    {
        if (await tenants.RefreshAsync(id, cancellationToken) is not { } tenant)
        {
            return Problem.NoSuchTenant();
        }

        var source = new TenantSource(tenant, null, store, templates, keys);
        var file = new JsonObject();
        if (tenant.Connector is not null)
        {
            if (!(await source.ConnectorAsync(cancellationToken)).TryGet(out var active, out var problem))
            {
                return problem;
            }

            if (!catalog.TryFind(active.Type, out var connector))
            {
                return Problem.WrongState($"There is no connector type {active.Type} here.");
            }

            file[ConfigurationFile.Connector] = new JsonObject { ["type"] = active.Type, ["config"] = connector.Redact(active.Form, SlotOf) };
        }

        file[PromotionOverrides.Settings] = source.Settings;
        var documents = new JsonObject();
        foreach (var entry in source.Templates)
        {
            TemplateDocument.Put(documents, entry, await source.ContentAsync(entry, cancellationToken));
        }

        file[PromotionOverrides.Templates] = documents;
        return file;
    }

    private static JsonObject SlotOf(SecretLeaf leaf)
    {
        var slot = new JsonObject { [ConfigurationFile.Slot] = leaf.Path };
        if (leaf.Display is not null)
        {
            slot[ConfigurationFile.Display] = leaf.Display;
        }

        return slot;
    }
}
