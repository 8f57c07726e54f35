namespace EmailPlatform.Platform.Templates;

/// <summary>A variable that a template uses, and the path of the member that uses it first.</summary>
public sealed record TemplateVariable(string Name, string Path);
