using System.Data.Common;
using EmailPlatform.Platform.Idempotency;

namespace EmailPlatform.Storage.Idempotency;

/// <summary>Reads kept answers.</summary>
internal static class KeptRows
{
    /// <summary>From scope, body, message, answer, kept_at.</summary>
    public static KeptAnswer Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.MessageId(2), row.Bytes(3), row.Time(4));
}
