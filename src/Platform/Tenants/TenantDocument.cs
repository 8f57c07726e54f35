using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>What can be set of a tenant, in the form of the API: what is created with, shown, and patched.</summary>
public static partial class TenantDocument
{
    private const int LongestName = 200;
    private const int LongestLocale = 35;

    private static readonly Dictionary<string, TenantEnvironment> Environments = new()
    {
        ["development"] = TenantEnvironment.Development,
        ["production"] = TenantEnvironment.Production,
    };

    private static readonly Dictionary<string, UnknownPolicy> Policies = new()
    {
        ["resend"] = UnknownPolicy.Resend,
        ["ask"] = UnknownPolicy.Ask,
        ["giveUp"] = UnknownPolicy.GiveUp,
    };

    /// <summary>The members that only admins set.</summary>
    public static IReadOnlyList<string> AdminMembers { get; } = ["environment", "delivery", "limits"];

    /// <summary>The document of a stored tenant: only what differs from the defaults.</summary>
    public static JsonObject Of(TenantState state)
    {
        var document = new JsonObject
        {
            ["name"] = state.Name,
            ["environment"] = Word(Environments, state.Environment),
            ["defaultLocale"] = state.Settings.DefaultLocale,
        };
        if (state.Settings.Flows is { } flows)
        {
            document["flows"] = new JsonArray([.. flows.Select(flow => JsonValue.Create(flow.ToString()))]);
        }

        if (state.Settings.Usages is { } usages)
        {
            document["usages"] = new JsonObject(usages.Select(usage => KeyValuePair.Create(usage.Key, (JsonNode?)Of(usage.Value))));
        }

        if (state.Settings.Delivery is { } delivery)
        {
            document["delivery"] = new JsonObject { ["concurrency"] = delivery.Concurrency };
        }

        return document;
    }

    /// <summary>What is wrong with a document of a tenant to be, whatever its id.</summary>
    public static IReadOnlyList<ConfigProblem> Check(JsonElement body)
    {
        var problems = new List<ConfigProblem>();
        if (MergePatch.Apply(new JsonObject(), body) is not JsonObject document)
        {
            return problems;
        }

        document.Remove("id");
        Read(document, new TenantState(default, "", TenantEnvironment.Development, new TenantSettings(), 1, 0, 0, null, default), problems);
        return problems;
    }

    /// <summary>A state with what the document says; its id, version and connector are those of <paramref name="state"/>.</summary>
    internal static TenantState Read(JsonObject document, TenantState state, List<ConfigProblem> problems)
    {
        var members = new DocumentMembers(document, "", problems);
        var next = state with
        {
            Name = Name(members) ?? state.Id.ToString(),
            Environment = members.OneOf("environment", Environments) ?? TenantEnvironment.Development,
            Settings = new TenantSettings(
                Locale(members) ?? "en",
                Flows(members, problems),
                Usages(members, problems),
                Delivery(members, problems)),
        };
        members.RefuseOthers();
        return next;
    }

    private static string? Name(DocumentMembers members)
    {
        var name = members.Text("name");
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl)))
        {
            members.Add("name", "invalid_value", $"1 to {LongestName} characters on one line.");
        }

        return name;
    }

    private static string? Locale(DocumentMembers members)
    {
        var locale = members.Text("defaultLocale");
        if (locale is not null && !IsLocale(locale))
        {
            members.Add("defaultLocale", "invalid_value", "A BCP 47 tag is needed, such as en or zh-Hant-TW.");
        }

        return locale;
    }

    /// <summary>Whether this has the form of a BCP 47 tag.</summary>
    internal static bool IsLocale(string text) => text.Length <= LongestLocale && LocalePattern().IsMatch(text);

    private static List<Flow>? Flows(DocumentMembers members, List<ConfigProblem> problems)
    {
        var list = members.List("flows");
        if (list is null)
        {
            return null;
        }

        var flows = new List<Flow>();
        for (var index = 0; index < list.Count; index++)
        {
            var text = list[index] is JsonValue value && value.TryGetValue<string>(out var found) ? found : null;
            var flow = Enum.GetValues<Flow>().Cast<Flow?>().FirstOrDefault(flow => flow.ToString() == text);
            if (flow is null)
            {
                problems.Add(new ConfigProblem($"{members.PathOf("flows")}[{index}]", "invalid_value", $"Flows are {string.Join(", ", Enum.GetNames<Flow>())}."));
            }
            else if (!flows.Contains(flow.Value))
            {
                flows.Add(flow.Value);
            }
        }

        return flows;
    }

    private static Dictionary<string, UsageSettings>? Usages(DocumentMembers members, List<ConfigProblem> problems)
    {
        var source = members.Object("usages");
        if (source is null)
        {
            return null;
        }

        var usages = new Dictionary<string, UsageSettings>();
        foreach (var (name, value) in source)
        {
            var path = $"{members.PathOf("usages")}.{name}";
            if (!UsageType.TryParse(name, out _))
            {
                problems.Add(new ConfigProblem(path, "unknown_member", $"Usage types are {string.Join(", ", UsageType.All)}."));
            }
            else if (value is not JsonObject settings)
            {
                problems.Add(new ConfigProblem(path, "wrong_type", "An object is needed."));
            }
            else
            {
                var inner = new DocumentMembers(settings, path, problems);
                usages[name] = new UsageSettings(
                    inner.Integer("expiresIn", UsageSettings.ShortestLife, UsageSettings.LongestLife),
                    inner.OneOf("onUnknown", Policies),
                    inner.Flag("supersede"));
                inner.RefuseOthers();
            }
        }

        return usages;
    }

    private static DeliverySettings? Delivery(DocumentMembers members, List<ConfigProblem> problems)
    {
        if (members.Object("delivery") is not { } source)
        {
            return null;
        }

        var inner = new DocumentMembers(source, members.PathOf("delivery"), problems);
        var delivery = new DeliverySettings(inner.Integer("concurrency", 1, 1000) ?? new DeliverySettings().Concurrency);
        inner.RefuseOthers();
        return delivery;
    }

    private static JsonObject Of(UsageSettings settings)
    {
        var document = new JsonObject();
        if (settings.ExpiresIn is { } expiresIn)
        {
            document["expiresIn"] = expiresIn;
        }

        if (settings.OnUnknown is { } onUnknown)
        {
            document["onUnknown"] = Word(Policies, onUnknown);
        }

        if (settings.Supersede is { } supersede)
        {
            document["supersede"] = supersede;
        }

        return document;
    }

    private static string Word<T>(Dictionary<string, T> words, T value)
        where T : struct =>
        words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LocalePattern();
}
