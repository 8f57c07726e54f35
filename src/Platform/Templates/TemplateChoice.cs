using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>Which of several templates serves a usage: the first of that very usage, else the first Generic one, else none.</summary>
public static class TemplateChoice
{
    /// <param name="usageOf">The usage of a template; null or an unknown name serves nobody.</param>
    public static T? Choose<T>(IEnumerable<T> templates, Func<T, string?> usageOf, UsageType usage)
        where T : class
    {
        var (wanted, generic) = (usage.ToString(), UsageType.Generic.ToString());
        T? standIn = null;
        foreach (var template in templates)
        {
            var name = usageOf(template);
            if (name == wanted)
            {
                return template;
            }

            standIn ??= name == generic ? template : null;
        }

        return standIn;
    }
}
