using System.Text;

namespace EmailPlatform.Connectors;

/// <summary>Makes a stranger's words safe to show: issuers and providers do echo what they were sent.</summary>
internal sealed class Scrubber(IReadOnlyCollection<Secret?> secrets)
{
    private const int Longest = 300;

    public string Clean(string text)
    {
        // Longest first, or a secret that contains another one would leave its rest behind.
        var hidden = secrets.OfType<Secret>()
            .SelectMany(secret => new[] { secret.Reveal(), Uri.EscapeDataString(secret.Reveal()) })
            .Where(value => value.Length > 0)
            .OrderByDescending(value => value.Length);
        text = hidden.Aggregate(text, (cleaned, value) => cleaned.Replace(value, "***", StringComparison.Ordinal));

        var shown = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            shown.Append(char.IsControl(character) || char.IsSurrogate(character) ? ' ' : character);
        }

        return shown.ToString().Trim();
    }
}
