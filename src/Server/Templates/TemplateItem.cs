using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Server.Templates;

/// <summary>A current template, without its content.</summary>
internal sealed record TemplateItem(string UsageType, string Locale, int Version, string Hash, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static TemplateItem Of(TemplateEntry entry) => new(entry.UsageType.ToString(), entry.Locale, entry.Version, entry.Hash, entry.At, entry.By);
}
