using System.Globalization;
using System.Text.Json.Nodes;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Promotions;

/// <summary>A tenant at one of its versions.</summary>
/// <param name="number">Which of its revisions; the active one when <c>null</c>.</param>
internal sealed class TenantSource(TenantSnapshot tenant, int? number, ITenantStore store, ITemplateStore templates, KeyRing keys) : IPromotionSource
{
    public string Name => tenant.Id.ToString();

    /// <summary>A version covers all that a tenant is.</summary>
    public JsonObject Identity => new()
    {
        ["version"] = tenant.Version,
        ["revision"] = number ?? tenant.State.ActiveRevision,
    };

    public JsonObject Settings => SettingsPart.Of(tenant.State);

    public IReadOnlyList<TemplateEntry> Templates => tenant.Templates.Entries;

    public async Task<TemplateSource> ContentAsync(TemplateEntry entry, CancellationToken cancellationToken) =>
        await ContentAsync(templates, tenant.Id, entry, cancellationToken);

    public async Task<Result<PromotedConnector>> ConnectorAsync(CancellationToken cancellationToken)
    {
        if ((number ?? tenant.State.ActiveRevision) is not { } wanted)
        {
            return new Problem(ProblemCode.ConnectorNotConfigured, $"Tenant {tenant.Id} has no active connector. Activate one, or name a sourceRevision.");
        }

        var ledger = new RevisionLedger(tenant.Id, store);
        if (!(await ledger.RequireAsync(wanted, cancellationToken)).TryGet(out var revision, out var problem))
        {
            return problem;
        }

        if (revision.SealedConfig is not { } data)
        {
            return Problem.WrongState(string.Create(CultureInfo.InvariantCulture, $"Revision {wanted} of {tenant.Id} is retired: its secrets are destroyed."));
        }

        var receipt = (await store.ListReceiptsAsync(tenant.Id, revision.Hash, 1, cancellationToken)).FirstOrDefault();
        return new PromotedConnector(
            revision.Type,
            SealedConfig.Open(keys, tenant.Id, wanted, data),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Promoted from {tenant.Id}, revision {wanted}, {(receipt is null ? "untested" : $"test receipt {receipt.Id}")}"),
            revision,
            receipt?.Id,
            await ledger.IsTestedAsync(tenant, revision, cancellationToken));
    }

    public static async Task<TemplateSource> ContentAsync(ITemplateStore templates, TenantId tenant, TemplateEntry entry, CancellationToken cancellationToken) =>
        (await templates.FindAsync(tenant, entry.UsageType, entry.Locale, entry.Version, cancellationToken))?.Source
            ?? throw new InvalidOperationException($"Tenant {tenant} names {entry.UsageType}/{entry.Locale} version {entry.Version}, which is not there.");
}
