namespace EmailPlatform.Platform.Storage;

/// <summary>The store as a whole: opening it, its own values (each sealed), and its encryption.</summary>
public interface IPlatformStore
{
    /// <summary>What it is called in <c>/version</c>: <c>sqlite</c> or <c>postgres</c>.</summary>
    string Kind { get; }

    /// <summary>Takes the store for this process, applies migrations. Throws <see cref="StoreOpeningException"/> with words for the operator.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads one of the installation's own values (a check value, the sealed HMAC key).</summary>
    Task<byte[]?> ReadValueAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes one if it is not there yet; returns what is there afterwards.</summary>
    Task<byte[]> ReadOrAddValueAsync(string name, byte[] value, CancellationToken cancellationToken);

    /// <summary>Replaces one.</summary>
    Task WriteValueAsync(string name, byte[] value, CancellationToken cancellationToken);

    /// <summary>Fails unless the store can read and write now.</summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>How many sealed values each encryption key id has, over all tables.</summary>
    Task<IReadOnlyDictionary<string, long>> CountSealedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Passes every sealed value that is not under <paramref name="currentKeyId"/> through <paramref name="reseal"/> in small
    /// steps, while the platform may be running: a value that changed meanwhile is left alone and found again. Returns how many were changed.
    /// </summary>
    /// <param name="reseal">Given the value and the context that it is bound to, returns it under the current key. What it throws ends the walk; what was changed stays so.</param>
    Task<long> ResealAsync(string currentKeyId, Func<byte[], string, byte[]> reseal, CancellationToken cancellationToken);
}
