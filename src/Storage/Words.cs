using System.Collections.Frozen;
using System.Text.Json;

namespace EmailPlatform.Storage;

/// <summary>Enumerations as the words that are stored: their names in camel case.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> ByValue =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, T> ByWord = ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Of(T value) => ByValue[value];

    public static T Parse(string word) =>
        ByWord.TryGetValue(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name} that this version knows.");
}
