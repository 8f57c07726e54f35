using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Server.Templates;

/// <summary>A version of a template, without its content.</summary>
/// <param name="Deleted">Whether the version is that the template was deleted.</param>
internal sealed record TemplateVersionItem(int Version, string? Hash, bool Deleted, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static TemplateVersionItem Of(TemplateVersion version) => new(version.Number, version.Hash, version.Hash is null, version.At, version.By);
}
