namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>Times as they are stored: microseconds since 1970 in UTC, which is also what PostgreSQL keeps.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? time) => time is { } value ? Of(value) : null;

    public static DateTimeOffset ToTime(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
