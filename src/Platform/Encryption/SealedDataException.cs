namespace EmailPlatform.Platform.Encryption;

/// <summary>Stored data could not be opened. Says which key is missing or that the data is damaged, and nothing of its content.</summary>
public sealed class SealedDataException : Exception
{
    private SealedDataException(string message, string? keyId, bool keyIsMissing, Exception? inner = null)
        : base(message, inner)
    {
        KeyId = keyId;
        KeyIsMissing = keyIsMissing;
    }

    /// <summary>The key that the data names; null when it names none.</summary>
    public string? KeyId { get; }

    /// <summary>True when the data names a key that is not configured: configuring it helps.</summary>
    public bool KeyIsMissing { get; }

    internal static SealedDataException KeyMissing(string id, IReadOnlyList<string> configured) => new(
        $"The data is sealed under encryption key {id}, which is not configured (configured: {string.Join(", ", configured)}). " +
        "Add that key after the current one.",
        id,
        keyIsMissing: true);

    internal static SealedDataException Damaged(string id, Exception inner) => new(
        $"The data sealed under encryption key {id} is damaged or belongs to another place.", id, keyIsMissing: false, inner);

    internal static SealedDataException NotSealed() => new(
        "The data is not sealed data of this platform, or is cut off.", keyId: null, keyIsMissing: false);
}
