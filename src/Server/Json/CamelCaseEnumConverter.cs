using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Server.Json;

/// <summary>Enums as the API spells them: words in camel case, never numbers.</summary>
internal sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
