using System.Data.Common;
using EmailPlatform.Platform.Keys;

namespace EmailPlatform.Storage.Keys;

/// <summary>Reads the rows of <c>keys.sql</c> and gives its statements their values, whichever store's they are.</summary>
internal static class KeyRows
{
    /// <summary>The counter that grows with every key added or revoked.</summary>
    public const string Generation = "key_generation";

    /// <summary>A key without its tenants, from the columns after the first.</summary>
    public static ApiKey Read(DbDataReader row) => new(
        row.GetString(1),
        row.GetString(2),
        row.GetBoolean(3),
        [],
        row.GetString(4),
        row.GetString(5),
        StoredJson.ReadList(row.GetString(6)),
        row.Time(7),
        row.GetString(8),
        row.TimeOrNull(9),
        row.TimeOrNull(10),
        row.TimeOrNull(11),
        row.TextOrNull(12));

    public static (string Name, object? Value)[] Values(ApiKey key) =>
    [
        ("id", key.Id),
        ("name", key.Name),
        ("isAdmin", key.IsAdmin),
        ("hash", key.Hash),
        ("prefix", key.Prefix),
        ("scopes", StoredJson.Write(key.Scopes)),
        ("createdAt", key.CreatedAt),
        ("createdBy", key.CreatedBy),
        ("expiresAt", key.ExpiresAt),
        ("revokedAt", key.RevokedAt),
        ("lastUsedAt", key.LastUsedAt),
        ("lastUsedFrom", key.LastUsedFrom),
    ];
}
