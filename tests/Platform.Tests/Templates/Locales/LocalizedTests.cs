namespace EmailPlatform.Platform.Templates.Locales;

public sealed class LocalizedTests
{
    private static readonly string[] Languages = ["en", "de", "fr", "es", "pt-BR", "ja", "zh-Hans", "zh-Hant", "nb", "sr-Latn"];

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE_at", "de")]
    [InlineData("de-Latn-AT", "de")]
    [InlineData("de-CH-1996", "de")]
    [InlineData("de-AT-u-co-phonebk", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("en-CH", "en")]
    [InlineData("es-MX", "es")]
    [InlineData("es-419", "es")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("pt-AO", "pt-BR")]
    [InlineData("ja-JP", "ja")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh_HK", "zh-Hant")]
    [InlineData("zh-MO", "zh-Hant")]
    [InlineData("zh-Hant-HK", "zh-Hant")]
    [InlineData("zh-Hans-HK", "zh-Hans")]
    [InlineData("no", "nb")]
    [InlineData("nn-NO", "nb")]
    [InlineData("sr-ME", "sr-Latn")]
    public void Find_ATagOrItsRelative_IsTheNearest(string wanted, string expected) => Assert.Equal(expected, Of(Languages).Find(wanted));

    [Theory]
    [InlineData("sv")]
    [InlineData("sr")]
    [InlineData("sr-RS")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("d")]
    [InlineData("12")]
    [InlineData(null)]
    public void Find_WhatNobodyReads_IsNothing(string? wanted) => Assert.Null(Of(Languages).Find(wanted));

    [Fact]
    public void Find_AnotherScript_IsNothing()
    {
        Assert.Null(Of("zh-Hans").Find("zh-TW"));
        Assert.Null(Of("zh-Hant").Find("zh-CN"));
    }

    [Fact]
    public void Find_AVariantThatIsThere_IsThatOne()
    {
        var texts = Of("en", "en-US", "en-GB", "pt-BR", "pt-PT", "zh-Hant", "zh-Hant-HK", "es-419", "es");

        Assert.Equal("en-US", texts.Find("en-US"));
        Assert.Equal("en", texts.Find("en"));
        Assert.Equal("en-GB", texts.Find("en-gb"));
        Assert.Equal("pt-PT", texts.Find("pt-AO"));
        Assert.Equal("zh-Hant-HK", texts.Find("zh-MO"));
        Assert.Equal("zh-Hant", texts.Find("zh-TW"));
        Assert.Equal("es-419", texts.Find("es-AR"));
        Assert.Equal("es", texts.Find("es-GQ"));
    }

    [Fact]
    public void Find_ALanguageGivenWithItsOwnRegion_IsFoundWithout()
    {
        var texts = Of("pl-PL", "zh-TW", "uk-UA");

        Assert.Equal("pl-PL", texts.Find("pl"));
        Assert.Equal("zh-TW", texts.Find("zh-Hant"));
        Assert.Equal("uk-UA", texts.Find("uk"));
    }

    [Fact]
    public void Add_OneLanguageTwice_KeepsTheFirst()
    {
        var texts = new Localized<string>();
        texts.Add("de", "first");
        texts.Add("DE", "second");
        texts.Add("de-DE", "third");

        Assert.Equal("first", texts.Find("de"));
        Assert.Equal("first", texts.Find("de-AT"));
        Assert.Equal("third", texts.Find("de-DE"));
    }

    private static Localized<string> Of(params string[] tags)
    {
        var texts = new Localized<string>();
        foreach (var tag in tags)
        {
            texts.Add(tag, tag);
        }

        return texts;
    }
}
