using EmailPlatform.Platform.Templates.Choosing;

namespace EmailPlatform.Server.Connector;

/// <summary>A tenant's template that a test rendered.</summary>
/// <param name="UsageType">The usage that was tested; Generic's template may have stood in.</param>
/// <param name="Locale">The locale that was asked for.</param>
/// <param name="Hash">Of the template.</param>
internal sealed record ReceiptTemplate(string UsageType, string Locale, string Hash)
{
    public static ReceiptTemplate Of(RenderedTemplate rendered) => new(rendered.UsageType.ToString(), rendered.Locale, rendered.TenantHash ?? "");
}
