using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Tenants;

/// <summary>The reason given for overriding a guard: the audit keeps it, so there has to be one.</summary>
internal static class ForceReason
{
    private const int Longest = 500;

    public static Problem? Check(string? reason, string path) => reason switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(reason) => Problem.Invalid(path, "required", "Say why: the audit keeps it."),
        _ when reason.Length > Longest || reason.Contains('\0', StringComparison.Ordinal) =>
            Problem.Invalid(path, "invalid_value", $"At most {Longest} characters, none of them U+0000."),
        _ => null,
    };
}
