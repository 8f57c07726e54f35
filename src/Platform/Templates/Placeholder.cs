namespace EmailPlatform.Platform.Templates;

/// <summary>One placeholder of a template.</summary>
/// <param name="Path">The dotted name.</param>
/// <param name="Default">What stands in when the value is absent or empty.</param>
/// <param name="Offset">Where it begins in the source.</param>
internal sealed record Placeholder(string Path, string? Default, int Offset);
