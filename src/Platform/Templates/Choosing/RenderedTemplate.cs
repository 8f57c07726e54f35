using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Choosing;

/// <summary>Which template a test rendered, so that it can be told later whether mail is still made of the same.</summary>
/// <param name="Locale">The language that the test asked for.</param>
/// <param name="IsStandIn">Whether Generic's stood in.</param>
/// <param name="Hash">Of the tenant's template of this usage, whether or not it was rendered; <c>null</c> when there was none.</param>
/// <param name="StandInHash">Likewise of the tenant's for Generic, where Generic's stood in.</param>
public sealed record RenderedTemplate(
    UsageType UsageType, string Locale, TemplateOrigin Origin, bool IsStandIn = false, string? Hash = null, string? StandInHash = null)
{
    /// <summary>The tenant's template that was rendered; <c>null</c> when it was another's.</summary>
    public string? TenantHash => Origin != TemplateOrigin.Tenant ? null : IsStandIn ? StandInHash : Hash;

    internal static RenderedTemplate Of(TemplateChoice choice, UsageType usageType, MailLocale locale, TemplateIndex own)
    {
        var isStandIn = choice.UsageType != usageType;
        return new RenderedTemplate(
            usageType,
            locale.Wanted ?? locale.Best,
            choice.Origin,
            isStandIn,
            own.Find(usageType, locale)?.Hash,
            isStandIn ? own.Find(UsageType.Generic, locale)?.Hash : null);
    }

    /// <summary>Whether the same test would find another template now.</summary>
    internal bool IsChanged(TemplateIndex own, string defaultLocale)
    {
        if (Origin == TemplateOrigin.Provider && !IsStandIn)
        {
            return false;
        }

        var locale = new MailLocale(Locale, defaultLocale);
        return own.Find(UsageType, locale)?.Hash != Hash
            || (IsStandIn && Origin != TemplateOrigin.Provider && own.Find(UsageType.Generic, locale)?.Hash != StandInHash);
    }
}
