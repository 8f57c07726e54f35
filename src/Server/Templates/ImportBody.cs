using System.Text.Json;
using EmailPlatform.Platform.Templates.Files;
using EmailPlatform.Server.Connector;

namespace EmailPlatform.Server.Templates;

/// <summary>Templates to save at once: files as an export gives them, or Logto's custom email templates.</summary>
/// <param name="Files">By path.</param>
/// <param name="Templates">As Logto's management API gives them.</param>
/// <param name="Replace">Whether templates that are not among them are deleted.</param>
/// <param name="DryRun">Only tells what would be done.</param>
/// <param name="Force">Lets <c>replace</c> take a flow's last template away.</param>
internal sealed record ImportBody(
    IReadOnlyDictionary<string, string>? Files = null,
    IReadOnlyList<LogtoTemplateBody>? Templates = null,
    bool Replace = false,
    bool DryRun = false,
    ForceRequest? Force = null);

/// <summary>One row of Logto's custom email templates; what only Logto needs of it is ignored.</summary>
internal sealed record LogtoTemplateBody(
    string LanguageTag,
    string TemplateType,
    LogtoTemplateDetails Details,
    string? TenantId = null,
    string? Id = null,
    JsonElement? CreatedAt = null)
{
    public LogtoTemplate ToTemplate() =>
        new(LanguageTag, TemplateType, Details.Subject, Details.Content, Details.ContentType, Details.ReplyTo, Details.SendFrom);
}

/// <summary>The content of one of Logto's custom email templates.</summary>
internal sealed record LogtoTemplateDetails(string Subject, string Content, string? ContentType = null, string? ReplyTo = null, string? SendFrom = null);
