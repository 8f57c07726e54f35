namespace EmailPlatform.Platform.Encryption;

/// <summary>
/// The encryption keys of this installation: the first seals, all of them open. A new key is put in front; what older
/// ones sealed stays readable until it has been sealed again (<see cref="Reseal"/>) and no row names them any more.
/// </summary>
public sealed class KeyRing
{
    private readonly Dictionary<string, Sealer> _sealers;
    private readonly Sealer _current;

    /// <exception cref="ArgumentException">No key, or one key twice.</exception>
    public KeyRing(params IReadOnlyList<EncryptionKey> keys)
    {
        if (keys.Count == 0)
        {
            throw new ArgumentException("At least one encryption key is needed.", nameof(keys));
        }

        var twice = keys.GroupBy(key => key.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Encryption key {twice.Key} is configured twice.", nameof(keys));
        }

        KeyIds = [.. keys.Select(key => key.Id)];
        _sealers = keys.ToDictionary(key => key.Id, key => new Sealer(key));
        _current = _sealers[keys[0].Id];
    }

    /// <summary>Ids of all keys; the current one first.</summary>
    public IReadOnlyList<string> KeyIds { get; }

    public string CurrentKeyId => KeyIds[0];

    /// <summary>Reads configured keys, each base64 of 32 bytes, the current one first.</summary>
    /// <exception cref="FormatException">Names the key by its place and says what is wrong with it, without its text.</exception>
    public static KeyRing Parse(IReadOnlyList<string> base64)
    {
        var keys = base64.Select((text, index) =>
        {
            try
            {
                return EncryptionKey.Parse(text);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"EncryptionKeys[{index}]: {exception.Message}", exception);
            }
        }).ToList();
        try
        {
            return new KeyRing(keys);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"EncryptionKeys: {exception.Message}", exception);
        }
    }

    /// <summary>Seals under the current key.</summary>
    /// <param name="context">
    /// Where the data belongs, for example "acme/revision/3/config". It is not stored, and only the same text opens the
    /// data again: a sealed value copied to another row or tenant stays shut.
    /// </param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string context) => _current.Seal(plain, context);

    /// <exception cref="SealedDataException">The key is not here, or the data is damaged or belongs elsewhere.</exception>
    public byte[] Open(ReadOnlySpan<byte> data, string context)
    {
        var id = KeyIdOf(data);
        return _sealers.TryGetValue(id, out var sealer)
            ? sealer.Open(data, context)
            : throw SealedDataException.KeyMissing(id, KeyIds);
    }

    /// <summary>The same content under the current key.</summary>
    /// <exception cref="SealedDataException">As <see cref="Open"/>.</exception>
    public byte[] Reseal(ReadOnlySpan<byte> data, string context) => Seal(Open(data, context), context);

    /// <summary>
    /// The id of the key that sealed this. It is bytes 1 to 4 of the data, so that a store can count rows by key without
    /// reading them.
    /// </summary>
    /// <exception cref="SealedDataException">Not sealed by this platform, or cut off.</exception>
    public static string KeyIdOf(ReadOnlySpan<byte> data) => Sealer.KeyIdOf(data);
}
