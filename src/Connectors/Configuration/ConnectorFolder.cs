namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// The guide and the logo that lie in a connector's folder. They are embedded under the folder's path, which is what
/// follows the root in the connector's namespace.
/// </summary>
internal static class ConnectorFolder
{
    private static readonly string Root = $"{typeof(IConnector).Namespace}.";

    public static string Read(Type connector, string file)
    {
        var folder = connector.Namespace is { } space && space.StartsWith(Root, StringComparison.Ordinal)
            ? space[Root.Length..].Replace('.', '/')
            : throw new InvalidOperationException($"{connector} is not in a folder of its own.");
        using var stream = connector.Assembly.GetManifestResourceStream($"{folder}/{file}")
            ?? throw new InvalidOperationException($"{connector} has no {file} in {folder}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
