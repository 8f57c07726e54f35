using System.Globalization;

namespace EmailPlatform.Connectors;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("a@b.co")]
    [InlineData("ada.lovelace+tag@sub.example.com")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("ada@xn--mnchen-3ya.de")]
    [InlineData("ada@XN--MNCHEN-3YA.de")]
    [InlineData("ada@münchen.de")]
    [InlineData("ada@faß.de")]
    [InlineData("用户@例え.テスト")]
    [InlineData("иван@почта.рф")]
    [InlineData("иван.smith@почта.рф")]
    [InlineData("δοκιμή@παράδειγμα.δοκιμή")]
    [InlineData("परीक्षा@उदाहरण.परीक्षा")]
    [InlineData("😀@example.com")]
    [InlineData("ada@1.example.com")]
    [InlineData("ada@a--b.example")]
    [InlineData("\"john..doe\"@example.com")]
    [InlineData("\"john.\"@example.com")]
    public void TryParse_OneBareAddress_IsTakenAsGiven(string text)
    {
        Assert.True(EmailAddress.TryParse(text, out var address, out var reason), reason);
        Assert.Null(reason);
        Assert.Equal(text, address.ToString());
        Assert.Equal(text, $"{address.LocalPart}@{address.Domain}");
        Assert.Equal(address, EmailAddress.Parse(text));
    }

    [Theory]
    [InlineData(null, "needed")]
    [InlineData("", "needed")]
    [InlineData("ada", "at sign")]
    [InlineData("@example.com", "empty")]
    [InlineData("ada@", "empty label")]
    [InlineData("ada@example", "two labels")]
    [InlineData("ada@localhost", "two labels")]
    [InlineData("ada@b@example.com", "exactly one at sign")]
    [InlineData("a@example.com,b@example.com", "not a list")]
    [InlineData("a@example.com;b@example.com", "not a list")]
    [InlineData("a@example.com b@example.com", "exactly one at sign")]
    [InlineData(" ada@example.com", "no blanks")]
    [InlineData("ada@example.com ", "no blanks")]
    [InlineData("ada@example.com\r\nRCPT TO:<b@example.com>", "one line")]
    [InlineData("ada\n@example.com", "one line")]
    [InlineData("ada\0@example.com", "control character U+0000")]
    [InlineData("ada\u007f@example.com", "control character U+007F")]
    [InlineData("ada\u0085@example.com", "control character U+0085")]
    [InlineData("<ada@example.com>", "display name")]
    [InlineData("Ada<ada@example.com>", "display name")]
    [InlineData("<@relay.example,@b.example:ada@example.com>", "source route")]
    [InlineData("ada(comment)@example.com", "Comments")]
    [InlineData("ada@[192.0.2.1]", "literal")]
    [InlineData("ada@[IPv6:2001:db8::1]", "literal")]
    [InlineData("ada@192.0.2.1", "IP address")]
    [InlineData(".ada@example.com", "Dots")]
    [InlineData("ada.@example.com", "Dots")]
    [InlineData("a..da@example.com", "Dots")]
    [InlineData("a\\da@example.com", "cannot stand before the at sign")]
    [InlineData("a:da@example.com", "cannot stand before the at sign")]
    [InlineData("\"ada\"@example.com", "needs no quotes")]
    [InlineData("\"ada:b\"@example.com", "quoted")]
    [InlineData("\"a\\\"d\"@example.com", "quoted")]
    [InlineData("\"ada@example.com", "quotes")]
    [InlineData("\"\"@example.com", "quotes")]
    [InlineData("ada@example..com", "empty label")]
    [InlineData("ada@.example.com", "empty label")]
    [InlineData("ada@example.com.", "empty label")]
    [InlineData("ada@-example.com", "hyphen")]
    [InlineData("ada@example-.com", "hyphen")]
    [InlineData("ada@exa_mple.com", "cannot stand in a domain")]
    [InlineData("ada@exa%mple.com", "cannot stand in a domain")]
    [InlineData("ada@xn--a.com", "internationalised")]
    [InlineData("ada@xn--zzzzzz9999999.com", "internationalised")]
    public void TryParse_AnythingElse_IsRefusedWithItsReason(string? text, string expected)
    {
        Assert.False(EmailAddress.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@example\uFF0Ecom")]
    [InlineData("ada@example\u3002com")]
    [InlineData("ada@example\uFF61com")]
    [InlineData("ada\uFF20example.com@example.com")]
    [InlineData("ada\uFE6Bexample.com@example.com")]
    [InlineData("a\u2024da@example.com")]
    [InlineData("\uFF41da@example.com")]
    [InlineData("ada@\uFF45xample.com")]
    [InlineData("a\u200Bda@example.com")]
    [InlineData("a\u200Dda@example.com")]
    [InlineData("a\u00ADda@example.com")]
    [InlineData("a\uFEFFda@example.com")]
    [InlineData("ada@exam\u200Bple.com")]
    [InlineData("ada@exam\u00ADple.com")]
    [InlineData("a\u202Eda@example.com")]
    [InlineData("a\u2066da@example.com")]
    [InlineData("ada@exam\u200Eple.com")]
    [InlineData("a\u00A0da@example.com")]
    [InlineData("a\u3000da@example.com")]
    [InlineData("a\u2028da@example.com")]
    [InlineData("a\u3164da@example.com")]
    [InlineData("a\uFE0Fda@example.com")]
    [InlineData("a\u034Fda@example.com")]
    [InlineData("a\uE000da@example.com")]
    [InlineData("a\uFFFFda@example.com")]
    [InlineData("\u0430dmin@example.com")]
    [InlineData("ada@\u0430pple.com")]
    [InlineData("ada@xn--pple-43d.com")]
    [InlineData("ada@\u03BFmega.com")]
    [InlineData("ada@\u212Aelvin.com")]
    public void TryParse_LookAlikeOrInvisibleCharacter_IsRefused(string text)
    {
        Assert.False(EmailAddress.TryParse(text, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void TryParse_HalfASurrogatePair_IsRefused()
    {
        Assert.False(EmailAddress.TryParse("a\uD83Dda@example.com", out _, out var reason));
        Assert.Contains("surrogate", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_LongestParts_AreTakenAndOneMoreIsRefused()
    {
        var local = new string('a', 64);
        var label = new string('b', 63);
        var domain = $"{label}.{label}.{new string('c', 61)}";
        Assert.True(EmailAddress.TryParse($"{local}@{domain}", out _, out var reason), reason);
        Assert.False(EmailAddress.TryParse($"{local}@{domain}d", out _, out reason));
        Assert.Contains("254", reason, StringComparison.Ordinal);
        Assert.False(EmailAddress.TryParse($"{local}a@example.com", out _, out reason));
        Assert.Contains("64", reason, StringComparison.Ordinal);
        Assert.False(EmailAddress.TryParse($"ada@{label}b.com", out _, out reason));
        Assert.Contains("63", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_LimitsCountOctetsNotCharacters()
    {
        Assert.True(EmailAddress.TryParse($"{new string('ж', 32)}@example.com", out _, out var reason), reason);
        Assert.False(EmailAddress.TryParse($"{new string('ж', 33)}@example.com", out _, out reason));
        Assert.Contains("64", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada@Example.COM", "ada@example.com")]
    [InlineData("ada@MÜNCHEN.de", "ada@xn--mnchen-3ya.de")]
    [InlineData("ada@xn--mnchen-3ya.de", "ada@xn--mnchen-3ya.de")]
    [InlineData("ÄDA@example.com", "Äda@example.com")]
    [InlineData("Ada+Tag@example.com", "ada+tag@example.com")]
    [InlineData("İSTANBUL@example.com", "İstanbul@example.com")]
    public void Key_FoldsAsciiAndTheDomainOnly(string text, string key) => Assert.Equal(key, EmailAddress.Parse(text).Key);

    [Fact]
    public void Key_UnderTurkishCulture_IsTheSame()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("inbox@iii.example", EmailAddress.Parse("INBOX@III.example").Key);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("ada@example.com", true, false, "ada@example.com")]
    [InlineData("ada@münchen.de", false, false, "ada@xn--mnchen-3ya.de")]
    [InlineData("äda@münchen.de", false, true, "äda@xn--mnchen-3ya.de")]
    public void Ascii_OfDomainAndLocalPart_IsTold(string text, bool ascii, bool needsUtf8, string asciiText)
    {
        var address = EmailAddress.Parse(text);
        Assert.Equal(ascii, address.IsAscii);
        Assert.Equal(needsUtf8, address.NeedsSmtpUtf8);
        Assert.Equal(asciiText, address.AsciiText);
        Assert.Equal(asciiText[(asciiText.IndexOf('@', StringComparison.Ordinal) + 1)..], address.AsciiDomain);
    }

    [Fact]
    public void Parse_NoAddress_ThrowsWithoutTheText()
    {
        var thrown = Assert.Throws<FormatException>(() => EmailAddress.Parse("secret-thing"));
        Assert.DoesNotContain("secret-thing", thrown.Message, StringComparison.Ordinal);
    }
}
