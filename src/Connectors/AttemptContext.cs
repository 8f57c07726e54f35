namespace EmailPlatform.Connectors;

/// <summary>How one attempt is made.</summary>
/// <param name="Stages">Where a test send notes its steps; <c>null</c> for real mail.</param>
/// <param name="StopBeforeContent">A test that goes as far as authentication and sends nothing: the outcome then is accepted with the code <c>not_sent</c>.</param>
public sealed record AttemptContext(StageLog? Stages = null, bool StopBeforeContent = false)
{
    public static AttemptContext Default { get; } = new();
}
