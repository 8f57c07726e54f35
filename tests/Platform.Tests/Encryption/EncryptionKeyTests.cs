namespace EmailPlatform.Platform.Encryption;

public sealed class EncryptionKeyTests
{
    [Fact]
    public void Parse_GeneratedKey_HasTheSameId()
    {
        var key = EncryptionKey.Generate();
        Assert.Equal(key.Id, EncryptionKey.Parse($"  {key.ToBase64()}\n").Id);
        Assert.Matches("^[0-9a-f]{8}$", key.Id);
    }

    [Fact]
    public void Generate_Twice_GivesDifferentKeys()
    {
        Assert.NotEqual(EncryptionKey.Generate().ToBase64(), EncryptionKey.Generate().ToBase64());
    }

    [Fact]
    public void Id_FromTheKey_ShowsNoneOfItsBytes()
    {
        var bytes = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        var key = new EncryptionKey(bytes);
        Assert.DoesNotContain(key.Id, Convert.ToHexStringLower(bytes));
        Assert.Equal(key.Id, key.ToString());
    }

    [Fact]
    public void Derive_TwoLabels_GivesUnrelatedKeys()
    {
        var key = EncryptionKey.Generate();
        Assert.NotEqual(key.Derive("one"), key.Derive("two"));
        Assert.Equal(key.Derive("one"), key.Derive("one"));
    }

    [Theory]
    [InlineData("", "0 bytes")]
    [InlineData("c2VjcmV0LXRleHQ=", "11 bytes")]
    [InlineData("c2VjcmV0LXRleHQtdGhhdC1pcy1hLWdvb2QtZGVhbC10b28tbG9uZw==", "longer than 32")]
    [InlineData("secret-text, not base64!", "not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "repeated")]
    public void Parse_NotAKey_SaysWhyAndHowWithoutTheText(string text, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => EncryptionKey.Parse(text));
        Assert.Contains(expected, exception.Message);
        Assert.Contains("openssl rand -base64 32", exception.Message);
        Assert.DoesNotContain("secret", exception.ToString());
        Assert.DoesNotContain("c2Vjc", exception.ToString());
    }
}
