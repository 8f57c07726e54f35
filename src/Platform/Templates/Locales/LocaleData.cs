using System.Collections.Frozen;

namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>
/// What has to be known of languages to find one that a reader of another tag understands, after CLDR 47: likely subtags
/// (the region or script that a language has when nothing is said of it) and parents that do not follow from the tag.
/// </summary>
internal static class LocaleData
{
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["no"] = "nb",
        ["iw"] = "he",
        ["in"] = "id",
        ["ji"] = "yi",
        ["tl"] = "fil",
        ["mo"] = "ro",
        ["cmn"] = "zh",
        ["sh"] = "sr",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The region that goes without saying; without a script, or with the one named.</summary>
    private static readonly FrozenDictionary<string, string> Regions = Pairs("""
        af ZA am ET ar EG az AZ be BY bg BG bn BD bs BA ca ES cs CZ cy GB da DK de DE el GR en US es ES et EE eu ES fa IR fi FI
        fil PH fr FR ga IE gl ES gu IN he IL hi IN hr HR hu HU hy AM id ID is IS it IT ja JP ka GE kk KZ km KH kn IN ko KR ky KG
        lo LA lt LT lv LV mk MK ml IN mn MN mr IN ms MY my MM nb NO ne NP nl NL nn NO pa IN pl PL pt BR ro RO ru RU si LK sk SK
        sl SI sq AL sr RS sv SE sw TZ ta IN te IN th TH tr TR uk UA ur PK uz UZ vi VN zh CN zh-Hant TW zu ZA
        """);

    /// <summary>The script that goes without saying, of languages that are written in several. Another one is no variant: who reads one need not read the other.</summary>
    private static readonly FrozenDictionary<string, string> Scripts = Pairs("az Latn bs Latn pa Guru sr Cyrl uz Latn zh Hans");

    private static readonly FrozenDictionary<string, string> ScriptsOfRegions = Pairs("zh-TW Hant zh-HK Hant zh-MO Hant pa-PK Arab sr-ME Latn");

    private static readonly FrozenDictionary<string, string> Parents = Pairs($"""
        zh-Hant-MO zh-Hant-HK nn nb
        {Under("es-419", "es", "AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE")}
        {Under("pt-PT", "pt", "AO CH CV FR GQ GW LU MO MZ ST TL")}
        {Under("en-150", "en", "AT BE CH DE DK FI NL SE SI")}
        en-150 en-001
        {Under("en-001", "en", "AE AG AI AU BB BM BS BW BZ CA CC CK CM CX CY DG DM ER FJ FK FM GB GD GG GH GI GM GY HK ID IE IL IM IN IO JE JM KE KI KN KY LC LR LS MG MO MS MT MU MV MW MY NA NF NG NR NU NZ PG PK PN PW RW SB SC SD SG SH SL SS SX SZ TC TK TO TT TV TZ UG VC VG VU WS ZA ZM ZW")}
        """);

    public static string Language(string language) => Aliases.GetValueOrDefault(language, language);

    public static string? Region(string languageAndScript) => Regions.GetValueOrDefault(languageAndScript);

    /// <summary>The script of a language in a region, where the language has several.</summary>
    public static string? Script(string language, string? region) =>
        region is not null && ScriptsOfRegions.TryGetValue($"{language}-{region}", out var script) ? script : Scripts.GetValueOrDefault(language);

    public static string? Parent(string tag) => Parents.GetValueOrDefault(tag);

    private static string Under(string parent, string language, string regions) =>
        string.Join(' ', regions.Split(' ').Select(region => $"{language}-{region} {parent}"));

    private static FrozenDictionary<string, string> Pairs(string text) => text
        .Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
