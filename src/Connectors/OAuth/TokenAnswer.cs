using System.Globalization;
using System.Net;
using System.Text.Json;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>Reads what an issuer answered, leniently: issuers differ in more than the RFC allows.</summary>
internal static class TokenAnswer
{
    public static TokenResult Read(HttpResponseMessage response, ReadOnlyMemory<byte>? body, Scrubber scrubber, DateTimeOffset now)
    {
        using var json = Parse(body);
        var answer = json?.RootElement ?? default;
        if (response.StatusCode == HttpStatusCode.OK && Text(answer, "access_token") is { } token && IsBearer(answer))
        {
            return new IssuedToken(
                new Secret(token),
                ExpiresAt(answer, now),
                Text(answer, "refresh_token") is { } rotated ? new Secret(rotated) : null);
        }

        return TokenTrouble.Describe(
            response,
            Text(answer, "error") is { } error ? scrubber.Clean(error) : null,
            Text(answer, "error_description") is { } description ? scrubber.Clean(description) : null,
            now);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte>? body)
    {
        try
        {
            return body is { } bytes ? JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 }) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement answer, string name) => Text(Member(answer, name)) is { Length: > 0 } text ? text : null;

    // Names and strings are decoded when they are asked for. Bytes that are not UTF-8 and halves of surrogate pairs show only
    // then; what cannot be read counts as absent.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Member(JsonElement answer, string name)
    {
        try
        {
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    // The type is required by the RFC and left out by some.
    private static bool IsBearer(JsonElement answer) =>
        Text(answer, "token_type") is not { } type || type.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? ExpiresAt(JsonElement answer, DateTimeOffset now)
    {
        // A number by the RFC, a string from Azure's older endpoint.
        var value = Member(answer, "expires_in");
        var seconds = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => number,
            JsonValueKind.String when double.TryParse(Text(value), CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };

        return seconds > 0 ? now + TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds)) : null;
    }
}
