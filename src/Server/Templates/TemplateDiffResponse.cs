using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Server.Templates;

/// <summary>What differs between two versions of a template, part by part.</summary>
internal sealed record TemplateDiffResponse(int From, int To, IReadOnlyList<PartChange> Changes);
