using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Files;

/// <summary>
/// Templates as files that people edit: a folder for each usage, in it a file for each locale and part, such as
/// <c>SignIn/de-AT.html</c>. HTML and text stand as they are; what is one line ends with a line end, as editors leave it, which
/// is not part of it. What is written reads back as the very same.
/// </summary>
public static class TemplateFiles
{
    private static readonly (string Ending, bool IsLine)[] Parts =
        [("subject.txt", true), ("html", false), ("txt", false), ("replyTo.txt", true), ("senderName.txt", true)];

    /// <summary>The files of one template.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(UsageType usageType, string locale, TemplateSource source)
    {
        string?[] contents = [source.Subject, source.Html, source.Text, source.ReplyTo, source.SenderName];
        foreach (var ((ending, isLine), content) in Parts.Zip(contents))
        {
            if (content is not null)
            {
                yield return KeyValuePair.Create($"{usageType}/{locale}.{ending}", isLine ? content + "\n" : content);
            }
        }
    }

    /// <summary>The templates that files are; what is no file of a template is a problem at its path.</summary>
    public static IReadOnlyList<TemplateWish> Read(IEnumerable<KeyValuePair<string, string>> files, List<ConfigProblem> problems)
    {
        var templates = new SortedDictionary<string, (UsageType UsageType, string Locale, string?[] Contents)>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            if (!TryReadPath(path, out var usageType, out var locale, out var part))
            {
                problems.Add(new ConfigProblem(
                    $"files.{path}", "invalid_value", $"Files are called as SignIn/de-AT.html is: a usage type, a language tag, and one of {string.Join(", ", Parts.Select(known => known.Ending))}."));
                continue;
            }

            var name = $"{usageType}/{locale}";
            if (!templates.TryGetValue(name, out var template))
            {
                templates.Add(name, template = (usageType, locale, new string?[Parts.Length]));
            }

            if (template.Contents[part] is not null)
            {
                problems.Add(new ConfigProblem($"files.{path}", "duplicate", $"Another file is the same part of {name}."));
            }

            template.Contents[part] = Parts[part].IsLine ? WithoutLineEnd(content) : content;
        }

        return
        [
            .. templates.Select(template => new TemplateWish(
                template.Value.UsageType,
                template.Value.Locale,
                new TemplateSource(
                    template.Value.Contents[0] ?? "", template.Value.Contents[1], template.Value.Contents[2], template.Value.Contents[3], template.Value.Contents[4]),
                $"files.{template.Key}")),
        ];
    }

    private static bool TryReadPath(string path, out UsageType usageType, out string locale, out int part)
    {
        (usageType, locale, part) = (default, "", -1);
        var slash = path.IndexOf('/');
        var dot = path.IndexOf('.');
        if (slash < 0 || dot < slash || !UsageType.TryParse(path[..slash], out usageType) || !LanguageTag.TryCanonicalize(path[(slash + 1)..dot], out var tag))
        {
            return false;
        }

        locale = tag;
        part = Array.FindIndex(Parts, known => known.Ending == path[(dot + 1)..]);
        return part >= 0;
    }

    private static string WithoutLineEnd(string line) => line.EndsWith("\r\n", StringComparison.Ordinal) ? line[..^2] : line.EndsWith('\n') ? line[..^1] : line;
}
