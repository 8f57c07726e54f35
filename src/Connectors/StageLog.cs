namespace EmailPlatform.Connectors;

/// <summary>Collects the steps of a test send. Real mail runs through the same code without one.</summary>
public sealed class StageLog(TimeProvider time)
{
    private readonly List<StageResult> _results = [];

    public IReadOnlyList<StageResult> Results => _results;

    /// <summary>The mark to hand to <see cref="Add"/> when the step ends.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>As <see cref="Begin()"/>, for a step that has taken this long already.</summary>
    public long Begin(TimeSpan spent) => time.GetTimestamp() - (long)(spent.TotalSeconds * time.TimestampFrequency);

    public void Add(Stage stage, bool ok, string detail, long begin) =>
        _results.Add(new StageResult(stage, ok, detail, time.GetElapsedTime(begin).TotalMilliseconds));
}
