using System.Text;

namespace EmailPlatform.Platform.Encryption;

public sealed class KeyRingTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("marked-value 123456");

    private readonly EncryptionKey _key = EncryptionKey.Generate();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(300_000)]
    public void Open_WhatWasSealed_GivesItBack(int length)
    {
        var ring = new KeyRing(_key);
        var plain = new byte[length];
        plain.AsSpan().Fill(7);
        Assert.Equal(plain, ring.Open(ring.Seal(plain, "a/b"), "a/b"));
    }

    [Fact]
    public void Seal_SameContentTwice_ShowsNothingInCommonButTheKey()
    {
        var ring = new KeyRing(_key);
        var first = ring.Seal(Plain, "a");
        var second = ring.Seal(Plain, "a");
        Assert.NotEqual(first[5..29], second[5..29]);
        Assert.NotEqual(first[29..], second[29..]);
        Assert.Equal(-1, first.AsSpan().IndexOf(Plain.AsSpan(0, 6)));
        Assert.Equal(_key.Id, Convert.ToHexStringLower(first[1..5]));
    }

    [Fact]
    public void Open_OtherContext_IsRefused()
    {
        var ring = new KeyRing(_key);
        var data = ring.Seal(Plain, "acme/revision/3");
        Assert.All(
            ["acme/revision/4", "acme/revision/", "", "other/revision/3", "acme/revision/3 "],
            context => Assert.Throws<SealedDataException>(() => ring.Open(data, context)));
    }

    [Fact]
    public void Open_AnyBitChanged_IsRefused()
    {
        var ring = new KeyRing(_key);
        var data = ring.Seal(Plain, "a");
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            var changed = data.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var exception = Assert.Throws<SealedDataException>(() => ring.Open(changed, "a"));
            Assert.DoesNotContain("marked-value", exception.ToString());
        }
    }

    [Fact]
    public void Open_CutOff_IsRefused()
    {
        var ring = new KeyRing(_key);
        var data = ring.Seal(Plain, "a");
        for (var length = 0; length < data.Length; length++)
        {
            Assert.Throws<SealedDataException>(() => ring.Open(data.AsSpan(0, length), "a"));
        }
    }

    [Fact]
    public void Open_KeyNotConfigured_NamesTheMissingKey()
    {
        var data = new KeyRing(_key).Seal(Plain, "a");
        var other = EncryptionKey.Generate();
        var exception = Assert.Throws<SealedDataException>(() => new KeyRing(other).Open(data, "a"));
        Assert.True(exception.KeyIsMissing);
        Assert.Equal(_key.Id, exception.KeyId);
        Assert.Contains(_key.Id, exception.Message);
        Assert.Contains(other.Id, exception.Message);
    }

    [Fact]
    public void NewCurrentKey_OldDataOpensAndIsResealed()
    {
        var old = new KeyRing(_key).Seal(Plain, "a");
        var current = EncryptionKey.Generate();
        var ring = new KeyRing(current, _key);

        Assert.Equal(Plain, ring.Open(old, "a"));
        Assert.Equal(current.Id, ring.CurrentKeyId);
        Assert.Equal(_key.Id, KeyRing.KeyIdOf(old));

        var resealed = ring.Reseal(old, "a");
        Assert.Equal(current.Id, KeyRing.KeyIdOf(resealed));
        Assert.Equal(Plain, new KeyRing(current).Open(resealed, "a"));
    }

    [Fact]
    public void KeyRing_NoKeyOrOneTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new KeyRing());
        Assert.Contains(_key.Id, Assert.Throws<ArgumentException>(() => new KeyRing(_key, _key)).Message);
    }

    [Fact]
    public void Parse_ConfiguredKeys_FirstIsCurrent()
    {
        var second = EncryptionKey.Generate();
        Assert.Equal([_key.Id, second.Id], KeyRing.Parse([_key.ToBase64(), second.ToBase64()]).KeyIds);
    }

    [Fact]
    public void Parse_BadKey_NamesItsPlace()
    {
        var exception = Assert.Throws<FormatException>(() => KeyRing.Parse([_key.ToBase64(), "marked-value"]));
        Assert.StartsWith("EncryptionKeys[1]: ", exception.Message);
        Assert.DoesNotContain("marked-value", exception.ToString());
        Assert.Contains("twice", Assert.Throws<FormatException>(() => KeyRing.Parse([_key.ToBase64(), _key.ToBase64()])).Message);
    }
}
