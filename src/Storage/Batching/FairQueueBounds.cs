namespace EmailPlatform.Storage.Batching;

/// <summary>How much may wait in a <see cref="FairQueue{T}"/>.</summary>
internal static class FairQueueBounds
{
    public const int MostOfTenant = 2048;
    public const long MostBytesOfTenant = 32 * 1024 * 1024;
    public const int Most = 8192;
    public const long MostBytes = 128 * 1024 * 1024;

    /// <summary>What a row costs beside its content.</summary>
    public const int RowBytes = 1024;
}
