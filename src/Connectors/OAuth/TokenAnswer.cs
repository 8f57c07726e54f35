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

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    // The type is required by the RFC and left out by some.
    private static bool IsBearer(JsonElement answer) =>
        Text(answer, "token_type") is not { } type || type.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? ExpiresAt(JsonElement answer, DateTimeOffset now)
    {
        if (!answer.TryGetProperty("expires_in", out var value))
        {
            return null;
        }

        // A number by the RFC, a string from Azure's older endpoint.
        var seconds = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => number,
            JsonValueKind.String when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };

        return seconds > 0 ? now + TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds)) : null;
    }
}
