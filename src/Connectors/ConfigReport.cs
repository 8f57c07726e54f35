namespace EmailPlatform.Connectors;

/// <summary>Collects every problem and warning of a configuration; a path that already has an error takes no second one.</summary>
public sealed class ConfigReport
{
    private readonly List<ConfigProblem> _errors = [];
    private readonly List<ConfigProblem> _warnings = [];

    public IReadOnlyList<ConfigProblem> Errors => _errors;

    public IReadOnlyList<ConfigProblem> Warnings => _warnings;

    public void Error(string path, string code, string message)
    {
        if (!_errors.Exists(error => error.Path == path))
        {
            _errors.Add(new ConfigProblem(path, code, message));
        }
    }

    public void Warn(string path, string code, string message) => _warnings.Add(new ConfigProblem(path, code, message));
}
