namespace EmailPlatform.Connectors.Configuration;

/// <summary>Checks of the templates that stand in a configuration.</summary>
internal static class TemplateRules
{
    private static readonly UsageType[] Required = [UsageType.Register, UsageType.SignIn, UsageType.ForgotPassword, UsageType.Generic];

    /// <summary>
    /// Templates may be absent, when the tenant has its own. Where they are given, the four that every sign-in needs are.
    /// Of several for one usage the first counts; those of usages that nobody knows do no harm.
    /// </summary>
    public static void UsageTypes(this ConfigReport report, string path, IReadOnlyList<string>? usageTypes)
    {
        if (usageTypes is null)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < usageTypes.Count; index++)
        {
            var place = $"{path}[{index}].usageType";
            if (!seen.Add(usageTypes[index]))
            {
                report.Warn(place, "duplicate_usage_type", $"There is a template for {usageTypes[index]} before this one, which is never used.");
            }
            else if (!UsageType.TryParse(usageTypes[index], out _))
            {
                report.Warn(place, "unknown_usage_type", "Is kept, but no message ever asks for it.");
            }
        }

        var missing = Required.Select(usage => usage.ToString()).Where(usage => !seen.Contains(usage)).ToList();
        if (missing.Count > 0)
        {
            report.Error(path, "missing_templates", $"Lacks {string.Join(", ", missing)}: Register, SignIn, ForgotPassword and Generic are needed, or no templates at all.");
        }
    }
}
