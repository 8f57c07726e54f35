using System.Text.Json;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>
/// The ready-made templates: one layout, filled with each language's texts. The lists are the same objects for all tenants, so
/// that they are compiled once in a process; what is a tenant's own comes in as variables. A picture without a source would
/// show as a broken one, so there is a list with a logo and one without.
/// </summary>
internal static partial class BuiltInTemplates
{
    private const string Folder = "Templates";

    private static readonly Lazy<IReadOnlyList<ConnectorTemplate>> Named = new(() => Make("name.html"));
    private static readonly Lazy<IReadOnlyList<ConnectorTemplate>> Pictured = new(() => Make("logo.html"));

    public static IReadOnlyList<ConnectorTemplate> With(bool logo) => logo ? Pictured.Value : Named.Value;

    private static List<ConnectorTemplate> Make(string brand)
    {
        var (html, text) = (Read("layout.html").Replace("[[brand]]", Read(brand).Trim(), StringComparison.Ordinal), Read("layout.txt"));
        var templates = new List<ConnectorTemplate>();
        foreach (var (language, texts) in Languages())
        {
            foreach (var usage in UsageType.All)
            {
                var words = texts.Usages[usage.ToString()];
                var (kind, note) = usage == UsageType.OrganizationInvitation ? ("link", texts.LinkNote) : ("code", texts.CodeNote);
                string Fill(string layout, string body, Func<string, string> show) => Hole().Replace(layout.Replace("[[body]]", body.TrimEnd(), StringComparison.Ordinal), hole => hole.Groups[1].Value switch
                {
                    "language" => language,
                    "heading" => words.Heading,
                    "lead" => show(words.Lead),
                    "note" => show(note),
                    "button" => texts.Button,
                    "linkHint" => texts.LinkHint,
                    var name => throw new InvalidOperationException($"The layout asks for {name}, which no text has."),
                });
                templates.Add(new ConnectorTemplate(
                    Folder, usage.ToString(), words.Subject, Fill(html, Read($"{kind}.html"), Unbroken), Fill(text, Read($"{kind}.txt"), plain => plain), Locale: language));
            }
        }

        return templates;
    }

    private static IEnumerable<(string Language, BuiltInTexts Texts)> Languages() =>
        from file in ConnectorFolder.List(typeof(BuiltInTemplates), $"{Folder}/texts")
        let texts = JsonSerializer.Deserialize(Read($"texts/{file}"), BuiltInTextsJson.Default.BuiltInTexts)
            ?? throw new InvalidOperationException($"There are no texts in {file}.")
        select (Path.GetFileNameWithoutExtension(file), texts);

    /// <summary>Lines do not end within "e-mail".</summary>
    private static string Unbroken(string words) => EMail().Replace(words, "<span style=\"white-space:nowrap\">$0</span>");

    private static string Read(string file) => ConnectorFolder.Read(typeof(BuiltInTemplates), $"{Folder}/{file}");

    [GeneratedRegex(@"\b[Ee]-[Mm]ail\w*")]
    private static partial Regex EMail();

    [GeneratedRegex(@"\[\[([a-zA-Z]+)\]\]")]
    private static partial Regex Hole();
}
