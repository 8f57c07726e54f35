using System.Text.Json;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Http;

/// <summary>What the endpoint gets: https://docs.logto.io/integrations/http-email (2026-11-20).</summary>
/// <param name="To">The recipient as the application wrote it.</param>
/// <param name="Type">The usage.</param>
/// <param name="Payload">The variables with the locale.</param>
/// <param name="Ip">The end user's address, where the application gave it.</param>
internal sealed record HttpEmail(
    string To,
    string Type,
    JsonElement Payload,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Ip);
