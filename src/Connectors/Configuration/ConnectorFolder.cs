namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// The guide, the logo and the template files that lie in a connector's folder. They are embedded under the folder's path, which
/// is what follows the root in the connector's namespace.
/// </summary>
internal static class ConnectorFolder
{
    private static readonly string Root = $"{typeof(IConnector).Namespace}.";

    public static string Read(Type connector, string file)
    {
        var folder = FolderOf(connector);
        using var stream = connector.Assembly.GetManifestResourceStream($"{folder}/{file}")
            ?? throw new InvalidOperationException($"{connector} has no {file} in {folder}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The names of the files in a folder within the connector's, in order.</summary>
    public static IReadOnlyList<string> List(Type connector, string within)
    {
        var start = $"{FolderOf(connector)}/{within}/";
        return [.. connector.Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(start, StringComparison.Ordinal))
            .Select(name => name[start.Length..])
            .Order(StringComparer.Ordinal)];
    }

    private static string FolderOf(Type connector) => connector.Namespace is { } space && space.StartsWith(Root, StringComparison.Ordinal)
        ? space[Root.Length..].Replace('.', '/')
        : throw new InvalidOperationException($"{connector} is not in a folder of its own.");
}
