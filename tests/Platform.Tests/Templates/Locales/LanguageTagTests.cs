namespace EmailPlatform.Platform.Templates.Locales;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("pt_br", "pt-BR")]
    [InlineData("PT-BR", "pt-BR")]
    [InlineData("ZH-HANT-tw", "zh-Hant-TW")]
    [InlineData("zh_hant", "zh-Hant")]
    [InlineData("es-419", "es-419")]
    [InlineData("DE-CH-1996", "de-CH-1996")]
    [InlineData("sl-ROZAJ", "sl-rozaj")]
    [InlineData("de-AT-U-CO-PHONEBK", "de-AT-u-co-phonebk")]
    [InlineData("en-x-US", "en-x-us")]
    [InlineData("fil", "fil")]
    public void TryCanonicalize_ATag_GivesItsOneForm(string text, string expected)
    {
        Assert.True(LanguageTag.TryCanonicalize(text, out var tag));
        Assert.Equal(expected, tag);
        Assert.True(LanguageTag.TryCanonicalize(tag, out var again));
        Assert.Equal(tag, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("d")]
    [InlineData("de-")]
    [InlineData("-de")]
    [InlineData("de--AT")]
    [InlineData("de AT")]
    [InlineData("d\u00fc")]
    [InlineData("12-34")]
    [InlineData("englishes")]
    [InlineData("en-abcdefghi")]
    [InlineData("en-x")]
    [InlineData("../../etc/passwd")]
    [InlineData("en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd")]
    public void TryCanonicalize_WhatIsNoTag_IsRefused(string? text) => Assert.False(LanguageTag.TryCanonicalize(text, out _));

    [Theory]
    [InlineData("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr-CH fr en de")]
    [InlineData("en;q=0.5,pt_br", "pt-BR en")]
    [InlineData("de;q=0, en;q=bad, ja", "ja")]
    [InlineData("de;q=0.300, DE;q=0.9", "de")]
    [InlineData("*", "")]
    [InlineData(" , ;q=1, 42", "")]
    [InlineData(null, "")]
    public void AcceptedLanguages_OfAHeader_AreThoseWantedMostFirst(string? header, string expected) =>
        Assert.Equal(expected, string.Join(' ', AcceptedLanguages.Read(header)));

    [Fact]
    public void AcceptedLanguages_OfAnEndlessHeader_AreFew() =>
        Assert.InRange(AcceptedLanguages.Read(string.Join(',', Enumerable.Range(100, 900).Select(number => $"en-x-{number}"))).Count, 1, 20);
}
