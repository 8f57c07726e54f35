using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Platform.Problems;

/// <summary>What was asked for, or why not.</summary>
public sealed record Result<T>
    where T : class
{
    private Result(T? value, Problem? problem)
    {
        Value = value;
        Problem = problem;
    }

    public T? Value { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(null, problem);

    /// <summary>The value, or the problem: exactly one is not <c>null</c>.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (Value, Problem);
        return IsOk;
    }
}
