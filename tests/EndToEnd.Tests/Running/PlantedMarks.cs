using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>Values that must not be found anywhere afterwards, plain or as base64.</summary>
public sealed class PlantedMarks
{
    private readonly Dictionary<string, string> _marks = new(StringComparer.Ordinal);

    /// <summary>A value that occurs nowhere by chance.</summary>
    public string Plant(string what) => Add(what, $"zq{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9))}qz");

    public string Add(string what, string value)
    {
        _marks.Add(what, value);
        return value;
    }

    /// <summary>What was found, in words; empty when nothing was.</summary>
    public IReadOnlyList<string> FindIn(string place, ReadOnlySpan<byte> bytes)
    {
        var found = new List<string>();
        foreach (var (what, value) in _marks)
        {
            foreach (var form in Forms(value))
            {
                if (bytes.IndexOf(form) >= 0)
                {
                    found.Add($"{what} in {place} as {Encoding.Latin1.GetString(form)}");
                }
            }
        }

        return found;
    }

    public IReadOnlyList<string> FindIn(string place, string text) => FindIn(place, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte[]> Forms(string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        yield return plain;
        yield return Encoding.Unicode.GetBytes(value);

        // Inside longer base64 a value stands at one of three offsets; what its neighbours touch is cut off.
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Convert.ToBase64String([.. new byte[offset], .. plain]);
            yield return Encoding.ASCII.GetBytes(text[(offset == 0 ? 0 : 4)..^4]);
        }
    }
}
