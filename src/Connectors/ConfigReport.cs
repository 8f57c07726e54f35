namespace EmailPlatform.Connectors;

/// <summary>
/// Collects every problem and warning of a configuration; a path that already has an error takes no second one.
/// After a thousand it stops: whoever submits so many does not read them.
/// </summary>
public sealed class ConfigReport
{
    private const int MostProblems = 1000;

    private readonly List<ConfigProblem> _errors = [];
    private readonly List<ConfigProblem> _warnings = [];
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);
    private readonly HashSet<string> _silenced = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigProblem> Errors => _errors;

    public IReadOnlyList<ConfigProblem> Warnings => _warnings;

    public void Error(string path, string code, string message)
    {
        if (_errors.Count < MostProblems && !IsSilenced(path) && _wrong.Add(path))
        {
            _errors.Add(new ConfigProblem(path, code, message));
        }
    }

    public void Warn(string path, string code, string message)
    {
        if (_warnings.Count < MostProblems && !IsSilenced(path))
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

    internal bool IsSilenced(string path)
    {
        if (_silenced.Count == 0)
        {
            return false;
        }

        for (var end = 1; end < path.Length; end++)
        {
            if (path[end] is '.' or '[' && _silenced.Contains(path[..end]))
            {
                return true;
            }
        }

        return _silenced.Contains(path);
    }
}
