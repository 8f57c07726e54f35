using System.Text.Json;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>
/// What messages of a usage carry in their payload. An application may send more; what it never sends by itself is worth
/// a warning when a template asks for it.
/// </summary>
public static class TemplateVariables
{
    private static readonly string[] Message = ["code", "link", "locale", "uiLocales"];

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["application"] = ["id", "name", "displayName", "branding."],
        ["organization"] = ["id", "name", "branding."],
        ["user"] = Person,
        ["inviter"] = Person,
    };

    private static readonly VariablePath[] CodeOrLink = [new("code"), new("link")];

    private static string[] Person => ["id", "avatar", "name", "primaryEmail", "primaryPhone", "username", "profile."];

    /// <summary>Variables that messages of this usage do not carry by themselves, and a code that is never shown.</summary>
    /// <param name="own">What the connector gives to its templates itself.</param>
    public static IReadOnlyList<ConfigProblem> Warnings(UsageType usage, Template template, IReadOnlyDictionary<string, string?>? own = null)
    {
        var warnings = template.Variables
            .Where(variable => own?.ContainsKey(variable.Name) != true && !IsCarried(usage, variable.Name))
            .Select(variable => new ConfigProblem(
                variable.Path,
                "unknown_variable",
                $"{{{{{variable.Name}}}}} is not carried by messages of the usage {usage} unless the application adds it."))
            .ToList();
        if (usage.HasCode && !template.Variables.Any(variable => CodeOrLink.Any(path => path.Name == variable.Name)))
        {
            warnings.Add(new ConfigProblem("", "code_not_shown", $"A template of the usage {usage} shows {{{{code}}}} or {{{{link}}}}; this one shows neither."));
        }

        return warnings;
    }

    /// <summary>Whether a message of this usage would be worth nothing: it needs a <c>code</c> or a <c>link</c> and has neither.</summary>
    public static bool LacksCode(UsageType usage, JsonElement payload) =>
        usage.HasCode && !CarriesCode(payload);

    /// <summary>
    /// Why the mail would come without what it is for: the message is of a usage with codes or carries a code or a link all the same,
    /// the template shows <c>code</c> or <c>link</c>, and the payload has no value for any of those that it shows. None when one
    /// has, and when the template shows neither: that is told when it is saved.
    /// </summary>
    /// <param name="unusable">What <see cref="Template.FindUnusable"/> says.</param>
    public static IReadOnlyList<ConfigProblem> CodeProblems(UsageType usage, Template template, JsonElement payload, IReadOnlyList<string> unusable)
    {
        if (!usage.HasCode && !CarriesCode(payload))
        {
            return [];
        }

        var shown = CodeOrLink.Where(path => template.Variables.Any(variable => variable.Name == path.Name)).ToList();
        return shown.Exists(path => IsShown(path, payload, unusable)) ? [] : shown.ConvertAll(path => Missing(path, unusable));
    }

    /// <summary>Why the mail would come without the one variable that it is about; none when it has a value that can stand there.</summary>
    /// <param name="unusable">What <see cref="Template.FindUnusable"/> says.</param>
    public static IReadOnlyList<ConfigProblem> DemandProblems(string name, JsonElement payload, IReadOnlyList<string> unusable)
    {
        var path = new VariablePath(name);
        return IsShown(path, payload, unusable) ? [] : [Missing(path, unusable)];
    }

    private static bool IsShown(VariablePath path, JsonElement payload, IReadOnlyList<string> unusable) =>
        !unusable.Contains(path.Name) && !string.IsNullOrWhiteSpace(path.Resolve(payload, out _));

    private static ConfigProblem Missing(VariablePath path, IReadOnlyList<string> unusable) => new(
        $"payload.{path.Name}",
        "template_variable_missing",
        unusable.Contains(path.Name)
            ? $"The template shows {{{{{path.Name}}}}} where this value cannot stand; a link is https, http or mailto."
            : $"The template shows {{{{{path.Name}}}}}, and the payload has no value for it.");

    private static bool CarriesCode(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && CodeOrLink.Any(path => payload.TryGetProperty(path.Name, out var value) && IsGiven(value));

    private static bool IsGiven(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Number => true,
        _ => false,
    };

    private static bool IsCarried(UsageType usage, string name)
    {
        if (Message.Contains(name))
        {
            return true;
        }

        var dot = name.IndexOf('.');
        return dot > 0
            && Members.TryGetValue(name[..dot], out var members)
            && members.Any(member => member[^1] == '.' ? name[(dot + 1)..].StartsWith(member, StringComparison.Ordinal) : name[(dot + 1)..] == member)
            && IsRootCarried(usage, name[..dot]);
    }

    // A Generic template stands in for every usage and so may use what any of them carries.
    private static bool IsRootCarried(UsageType usage, string root) => usage == UsageType.Generic || root switch
    {
        "application" => usage != UsageType.OrganizationInvitation,
        "organization" => usage != UsageType.UserPermissionValidation && usage != UsageType.BindNewIdentifier,
        "user" => usage == UsageType.UserPermissionValidation || usage == UsageType.BindNewIdentifier || usage == UsageType.BindMfa,
        _ => usage == UsageType.OrganizationInvitation,
    };
}
