namespace EmailPlatform.Connectors;

/// <summary>Collects every problem and warning of a configuration; a path that already has an error takes no second one.</summary>
public sealed class ConfigReport
{
    private readonly List<ConfigProblem> _errors = [];
    private readonly List<ConfigProblem> _warnings = [];
    private readonly List<string> _silenced = [];

    public IReadOnlyList<ConfigProblem> Errors => _errors;

    public IReadOnlyList<ConfigProblem> Warnings => _warnings;

    public void Error(string path, string code, string message)
    {
        if (!IsSilenced(path) && !_errors.Exists(error => error.Path == path))
        {
            _errors.Add(new ConfigProblem(path, code, message));
        }
    }

    public void Warn(string path, string code, string message)
    {
        if (!IsSilenced(path))
        {
            _warnings.Add(new ConfigProblem(path, code, message));
        }
    }

    /// <summary>
    /// An error after which nothing more is said of this path or what stands under it: its value is not there, and the
    /// later checks, which go on so that all problems are told at once, see a placeholder.
    /// </summary>
    internal void Broken(string path, string code, string message)
    {
        Error(path, code, message);
        _silenced.Add(path);
    }

    internal bool IsSilenced(string path) => _silenced.Exists(broken =>
        path.StartsWith(broken, StringComparison.Ordinal) && (path.Length == broken.Length || path[broken.Length] is '.' or '['));
}
