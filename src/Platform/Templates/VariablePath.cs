using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EmailPlatform.Platform.Templates;

/// <summary>A variable's dotted name, split once. Arrays are entered by index; only members that the payload holds are seen.</summary>
internal sealed class VariablePath(string name)
{
    private readonly (byte[] Member, int Index)[] _steps =
        [.. name.Split('.').Select(step => (Encoding.UTF8.GetBytes(step), IndexOf(step)))];

    public string Name => name;

    /// <summary>
    /// The value as text: strings as they are, numbers and booleans as in JSON; null when absent, null or empty.
    /// <paramref name="unusable"/> tells of a value that is no text.
    /// </summary>
    public string? Resolve(JsonElement payload, out bool unusable)
    {
        unusable = false;
        var element = payload;
        foreach (var (member, index) in _steps)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                if (!element.TryGetProperty(member, out element))
                {
                    return null;
                }
            }
            else if (element.ValueKind == JsonValueKind.Array && index >= 0 && index < element.GetArrayLength())
            {
                element = element[index];
            }
            else
            {
                return null;
            }
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                var text = Text(element);
                unusable = text is null;
                return string.IsNullOrEmpty(text) ? null : text;
            case JsonValueKind.Number:
                return element.GetRawText();
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "false";
            case JsonValueKind.Object or JsonValueKind.Array:
                unusable = true;
                return null;
            default:
                return null;
        }
    }

    private static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Valid JSON may escape half of a surrogate pair, which is no text.
            return null;
        }
    }

    private static int IndexOf(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
}
