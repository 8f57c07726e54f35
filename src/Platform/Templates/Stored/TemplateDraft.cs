using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>A submitted template that passed every check, in the form that is stored.</summary>
/// <param name="Warnings">Variables that the usage never carries, and a code that is never shown.</param>
internal sealed record TemplateDraft(TemplateSource Source, Template Template, string Hash, IReadOnlyList<ConfigProblem> Warnings)
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <param name="where">The path of the template in the request; empty where the request is the template.</param>
    public static Result<TemplateDraft> Read(UsageType usageType, TemplateSource submitted, string where = "")
    {
        var source = new TemplateSource(
            submitted.Subject.Trim(), NullIfBlank(submitted.Html), NullIfBlank(submitted.Text), NullIfBlank(submitted.ReplyTo)?.Trim(), NullIfBlank(submitted.SenderName)?.Trim());
        var odd = Odd(source);
        if (odd.Count > 0)
        {
            return Refuse(ProblemCode.InvalidConfig, Under(where, odd));
        }

        if (!Template.TryCompile(source, out var template, out var problems))
        {
            var code = problems.Any(problem => problem.Code == "too_large") ? ProblemCode.PayloadTooLarge : ProblemCode.InvalidConfig;
            return Refuse(code, Under(where, problems));
        }

        return new TemplateDraft(source, template, TemplateHash.Of(source), Under(where, TemplateVariables.Warnings(usageType, template)));
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // Halves of characters and NUL are no text: no mail, no file and not every store can carry them as they are.
    private static List<ConfigProblem> Odd(TemplateSource source) =>
    [
        .. new (string Path, string? Text)[]
            {
                ("subject", source.Subject), ("html", source.Html), ("text", source.Text), ("replyTo", source.ReplyTo), ("senderName", source.SenderName),
            }
            .Where(part => part.Text is not null && !IsText(part.Text))
            .Select(part => new ConfigProblem(part.Path, "invalid_value", "This holds NUL or half of a character.")),
    ];

    private static bool IsText(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text) >= 0 && !text.Contains('\0');
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static Problem Refuse(string code, IReadOnlyList<ConfigProblem> problems) =>
        new(code, problems.Count == 1 ? problems[0].Message : $"The template has {problems.Count} problems.", problems);

    private static List<ConfigProblem> Under(string where, IReadOnlyList<ConfigProblem> problems) =>
        [.. problems.Select(problem => where.Length == 0 ? problem : problem with { Path = problem.Path.Length == 0 ? where : $"{where}.{problem.Path}" })];
}
