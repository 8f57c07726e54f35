using System.Data.Common;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Tenants;

/// <summary>Reads the rows of <c>tenants.sql</c>, whose columns come in this order from either store.</summary>
internal static class TenantRows
{
    public static TenantState State(DbDataReader row) => new(
        TenantId.Parse(row.GetString(0)),
        row.GetString(1),
        Words<TenantEnvironment>.Parse(row.GetString(2)),
        StoredJson.ReadSettings(row.GetString(3)),
        row.GetInt64(4),
        row.GetInt32(5),
        row.GetInt64(6),
        row.NumberOrNull(7),
        row.Time(8),
        row.TimeOrNull(9),
        row.TextOrNull(10) is { } templates ? StoredJson.ReadIndex(templates) : null);

    public static Revision Revision(DbDataReader row) => new(
        TenantId.Parse(row.GetString(0)),
        row.GetInt32(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.BytesOrNull(5),
        StoredJson.ReadList(row.GetString(6)),
        row.TextOrNull(7),
        row.Time(8),
        row.GetString(9),
        row.TimeOrNull(10));

    public static Activation Activation(DbDataReader row) => new(
        TenantId.Parse(row.GetString(0)),
        row.GetInt64(1),
        row.NumberOrNull(2),
        row.NumberOrNull(3),
        Words<QueuePolicy>.Parse(row.GetString(4)),
        row.Time(5),
        row.GetString(6),
        row.TextOrNull(7));

    public static Receipt Receipt(DbDataReader row) => new(
        row.GetString(0),
        TenantId.Parse(row.GetString(1)),
        row.GetString(2),
        row.GetString(3),
        StoredJson.ReadList(row.GetString(4)),
        StoredJson.ReadList(row.GetString(5)),
        row.Time(6),
        row.GetString(7),
        row.TextOrNull(8) is { } templates ? StoredJson.ReadRendered(templates) : null);
}
