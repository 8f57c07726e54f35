using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>Proof of a test.</summary>
/// <param name="Hash">The hash of the configuration tested.</param>
/// <param name="Templates">The tenant's templates that were rendered.</param>
internal sealed record ReceiptResponse(
    string Id,
    string Hash,
    string Type,
    IReadOnlyList<string> UsageTypes,
    IReadOnlyList<string> Locales,
    DateTimeOffset At,
    string By,
    IReadOnlyList<ReceiptTemplate> Templates)
{
    public static ReceiptResponse Of(Receipt receipt) =>
        new(
            receipt.Id,
            receipt.Hash,
            receipt.Type,
            receipt.UsageTypes,
            receipt.Locales,
            receipt.At,
            receipt.By,
            [.. (receipt.Templates ?? []).Where(template => template.TenantHash is not null).Select(ReceiptTemplate.Of)]);
}
