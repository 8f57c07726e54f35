using System.Data.Common;
using System.Text;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Promotions;

/// <summary>The rows of <c>promotions.sql</c>, alike in either store.</summary>
internal static class PromotionRows
{
    public static (string Name, object? Value)[] Values(Promotion promotion) =>
    [
        ("id", promotion.Id),
        ("tenant", promotion.Target.ToString()),
        ("source", promotion.Source.ToString()),
        ("content", StoredJson.Write(promotion.Content)),
        ("at", promotion.AppliedAt),
        ("by", promotion.AppliedBy),
    ];

    public static (string Name, object? Value)[] UndoneValues(Promotion promotion) =>
        [("id", promotion.Id), ("at", promotion.UndoneAt), ("by", promotion.UndoneBy)];

    public static Row Read(DbDataReader row) => new(row.GetInt64(0), Encoding.UTF8.GetByteCount(row.GetString(4)), new Promotion(
        row.GetString(1),
        TenantId.Parse(row.GetString(3)),
        TenantId.Parse(row.GetString(2)),
        StoredJson.ReadPromotion(row.GetString(4)),
        row.Time(5),
        row.GetString(6),
        row.TimeOrNull(7),
        row.TextOrNull(8)));

    public sealed record Row(long Number, int Size, Promotion Promotion);
}
