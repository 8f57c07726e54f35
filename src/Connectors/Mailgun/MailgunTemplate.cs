using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>A template at Mailgun and the variables that the configuration gives it.</summary>
internal sealed class MailgunTemplate(string name, JsonObject? variables)
{
    // Nothing here stands in HTML; Mailgun puts the text into a header, and every escape counts towards its 16 KB.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Read once: many attempts come here at a time, and a JsonObject is for one.
    private readonly JsonElement _variables = JsonSerializer.SerializeToElement(variables ?? [], MailgunConfigJson.Default.JsonObject);

    public string Name => name;

    /// <summary>The payload over the configured variables, as JSON; a name that both have keeps its place.</summary>
    public string VariablesWith(JsonElement payload)
    {
        var isObject = payload.ValueKind == JsonValueKind.Object;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartObject();
            foreach (var configured in _variables.EnumerateObject())
            {
                writer.WritePropertyName(configured.Name);
                (isObject && payload.TryGetProperty(configured.Name, out var own) ? own : configured.Value).WriteTo(writer);
            }

            foreach (var member in isObject ? payload.EnumerateObject().Where(IsNew) : [])
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private bool IsNew(JsonProperty member) => !_variables.TryGetProperty(member.Name, out _);
}
