using System.Collections.Frozen;

namespace EmailPlatform.Storage;

/// <summary>
/// The statements of embedded files, each below a line <c>-- name: …</c>. SQL stays plain text that can be read, and run by
/// hand, as it is.
/// </summary>
internal static class SqlFile
{
    private const string Marker = "-- name: ";

    /// <summary>Every statement for SQLite, by <c>file.name</c>.</summary>
    public static FrozenDictionary<string, string> Sqlite { get; } = Read("Sqlite/Sql/");

    /// <summary>Every statement for PostgreSQL, by <c>file.name</c>.</summary>
    public static FrozenDictionary<string, string> Postgres { get; } = Read("Postgres/Sql/");

    /// <summary>The text of an embedded file, by its path in the project.</summary>
    public static string Text(string path)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The paths of the embedded files of a folder, in order of their names.</summary>
    public static IReadOnlyList<string> List(string folder) =>
        [.. typeof(SqlFile).Assembly.GetManifestResourceNames().Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static FrozenDictionary<string, string> Read(string folder)
    {
        var statements = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in List(folder))
        {
            foreach (var section in Text(path).Split(Marker).Skip(1))
            {
                var end = section.IndexOf('\n', StringComparison.Ordinal);
                statements.Add($"{Path.GetFileNameWithoutExtension(path)}.{section[..end].Trim()}", section[end..].Trim());
            }
        }

        return statements.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
