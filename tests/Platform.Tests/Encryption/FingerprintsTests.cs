namespace EmailPlatform.Platform.Encryption;

public sealed class FingerprintsTests
{
    private readonly EncryptionKey _key = EncryptionKey.Generate();

    [Fact]
    public void Open_AfterANewCurrentKey_HashesAlike()
    {
        var first = Fingerprints.Create(new KeyRing(_key), out var stored);
        var current = EncryptionKey.Generate();
        var ring = new KeyRing(current, _key);
        var hash = first.Hash("config", "value");

        Assert.Equal(hash, Fingerprints.Open(ring, stored).Hash("config", "value"));

        var resealed = Fingerprints.Reseal(ring, stored);
        Assert.Equal(hash, Fingerprints.Open(new KeyRing(current), resealed).Hash("config", "value"));
    }

    [Fact]
    public void Open_WrongEncryptionKey_IsNoticed()
    {
        Fingerprints.Create(new KeyRing(_key), out var stored);
        var exception = Assert.Throws<SealedDataException>(() => Fingerprints.Open(new KeyRing(EncryptionKey.Generate()), stored));
        Assert.Equal(_key.Id, exception.KeyId);
    }

    [Fact]
    public void Hash_OtherInstallation_Differs()
    {
        var ring = new KeyRing(_key);
        Assert.NotEqual(Fingerprints.Create(ring, out _).Hash("p", "v"), Fingerprints.Create(ring, out _).Hash("p", "v"));
    }

    [Fact]
    public void Hash_PurposeAndValue_AreKeptApart()
    {
        var fingerprints = Fingerprints.Create(new KeyRing(_key), out _);
        Assert.Equal(fingerprints.Hash("p", "v"), fingerprints.Hash("p", "v"));
        Assert.NotEqual(fingerprints.Hash("p", "v"), fingerprints.Hash("q", "v"));
        Assert.NotEqual(fingerprints.Hash("ab", "c"), fingerprints.Hash("a", "bc"));
        Assert.NotEqual(fingerprints.Hash("a", "\0b"), fingerprints.Hash("a\u0001", "b"));
        Assert.Throws<ArgumentException>(() => fingerprints.Hash("a\0", "b"));
    }

    [Fact]
    public void Fingerprint_Short_IsTheBeginningOfTheHash()
    {
        var fingerprints = Fingerprints.Create(new KeyRing(_key), out _);
        var value = new string('x', 100_000);
        Assert.Matches("^[0-9a-f]{64}$", fingerprints.Hash("p", value));
        Assert.Matches("^[0-9a-f]{16}$", fingerprints.Fingerprint("p", value));
        Assert.StartsWith(fingerprints.Fingerprint("p", value), fingerprints.Hash("p", value));
    }

    [Fact]
    public void AreEqual_ComparesWholeText()
    {
        Assert.True(Fingerprints.AreEqual("abcd", "abcd"));
        Assert.False(Fingerprints.AreEqual("abcd", "abce"));
        Assert.False(Fingerprints.AreEqual("abcd", "abc"));
    }
}
