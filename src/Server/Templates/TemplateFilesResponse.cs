namespace EmailPlatform.Server.Templates;

/// <summary>Templates as files: a folder for each usage, in it a file for each locale and part.</summary>
/// <param name="Files">By path, such as <c>SignIn/de-AT.html</c>.</param>
internal sealed record TemplateFilesResponse(IReadOnlyDictionary<string, string> Files);
