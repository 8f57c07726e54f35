using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>One line of the table: which reply, whose fault, what to do.</summary>
/// <param name="Steps">Where it is given.</param>
/// <param name="Code">The reply code; 4 or 5 alone for the whole class.</param>
/// <param name="Status">Enhanced status, or its beginning when it ends with a dot; <c>null</c> for any and none.</param>
/// <param name="Words">Part of the text, case ignored; <c>null</c> for any.</param>
/// <param name="Source">Where the reply is documented or was seen.</param>
internal sealed record KnownReply(
    SmtpStep Steps,
    int Code,
    string? Status,
    string? Words,
    OutcomeKind Kind,
    FaultScope Scope,
    string Hint,
    string Source)
{
    public bool Fits(SmtpStep step, int code, string? status, string text) =>
        Steps.HasFlag(step)
        && (Code < 10 ? code / 100 == Code : code == Code)
        && (Status is null || (Status.EndsWith('.') ? status?.StartsWith(Status, StringComparison.Ordinal) == true : status == Status))
        && (Words is null || text.Contains(Words, StringComparison.OrdinalIgnoreCase));
}
