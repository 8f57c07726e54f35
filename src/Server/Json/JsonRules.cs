using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Server.Problems;

namespace EmailPlatform.Server.Json;

/// <summary>How request bodies are read: a typo is an error, not a silence.</summary>
internal static class JsonRules
{
    private const int MaxDepth = 16;

    private static readonly JsonSerializerOptions Shared = Options();

    /// <summary>How problems are written where no endpoint does it.</summary>
    public static JsonTypeInfo<ProblemResponse> Problem { get; } = TypeOf<ProblemResponse>();

    /// <summary>For JSON that is read or written beside the endpoints' own.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Shared.GetTypeInfo(typeof(T));

    public static void Apply(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = ApiJson.Default;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;

        // Read by programs and by people at a terminal, never as HTML: the responses say application/json and nosniff.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var converter in ApiJson.Default.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions();
        Apply(options);
        return options;
    }
}
