using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

/// <summary>What the statements of <c>tenants.sql</c> are given, whichever store's they are.</summary>
internal static class TenantValues
{
    public static (string Name, object? Value)[] OfNew(TenantState state) => [.. OfEvery(state), ("createdAt", state.CreatedAt)];

    public static (string Name, object? Value)[] OfChanged(TenantChange change) => [.. OfEvery(change.Next), ("expectedVersion", change.ExpectedVersion)];

    public static (string Name, object? Value)[] Of(Revision revision) =>
    [
        ("tenant", revision.Tenant.ToString()),
        ("number", revision.Number),
        ("type", revision.Type),
        ("hash", revision.Hash),
        ("publicConfig", revision.PublicConfig),
        ("usageTypes", StoredJson.Write(revision.UsageTypes)),
        ("comment", revision.Comment),
        ("createdAt", revision.CreatedAt),
        ("createdBy", revision.CreatedBy),
        ("retiredAt", revision.RetiredAt),
        ("sealedConfig", revision.SealedConfig),
    ];

    public static (string Name, object? Value)[] Of(Activation activation) =>
    [
        ("tenant", activation.Tenant.ToString()),
        ("epoch", activation.Epoch),
        ("revision", activation.Revision),
        ("previous", activation.Previous),
        ("queued", Words<QueuePolicy>.Of(activation.Queued)),
        ("at", activation.At),
        ("by", activation.By),
        ("forced", activation.Forced),
    ];

    public static (string Name, object? Value)[] Of(Receipt receipt) =>
    [
        ("id", receipt.Id),
        ("tenant", receipt.Tenant.ToString()),
        ("hash", receipt.Hash),
        ("type", receipt.Type),
        ("usageTypes", StoredJson.Write(receipt.UsageTypes)),
        ("locales", StoredJson.Write(receipt.Locales)),
        ("at", receipt.At),
        ("by", receipt.By),
        ("templates", receipt.Templates is { } templates ? StoredJson.Write(templates) : null),
    ];

    private static (string Name, object? Value)[] OfEvery(TenantState state) =>
    [
        ("id", state.Id.ToString()),
        ("name", state.Name),
        ("environment", Words<TenantEnvironment>.Of(state.Environment)),
        ("settings", StoredJson.Write(state.Settings)),
        ("version", state.Version),
        ("lastRevision", state.LastRevision),
        ("epoch", state.Epoch),
        ("activeRevision", state.ActiveRevision),
        ("deletedAt", state.DeletedAt),
        ("templates", state.Templates is { } templates ? StoredJson.Write(templates) : null),
    ];
}
