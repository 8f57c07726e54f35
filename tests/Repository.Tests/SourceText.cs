namespace EmailPlatform.Repository;

/// <summary>A file and its text.</summary>
internal sealed record SourceText(string Path, string Text)
{
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The folders and the name that make up the path.</summary>
    public string[] Segments => Path.Split('/');
}
