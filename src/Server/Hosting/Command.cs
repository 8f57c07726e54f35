namespace EmailPlatform.Server.Hosting;

/// <summary>What the command line asks for: to serve, or <c>reencrypt</c>.</summary>
internal sealed record Command(bool IsReencrypt, string[] Arguments)
{
    private const string Reencrypt = "reencrypt";

    /// <summary>Short names of the settings that are given most often.</summary>
    public static IDictionary<string, string> Switches { get; } = new Dictionary<string, string>
    {
        ["--data"] = "EmailPlatform:Data",
        ["--store"] = "EmailPlatform:Store",
        ["--connection"] = "EmailPlatform:Connection",
        ["--node"] = "EmailPlatform:Node",
    };

    /// <exception cref="FormatException">There is no such command.</exception>
    public static Command Parse(string[] args) => args switch
    {
        [Reencrypt, .. var rest] => new Command(true, rest),
        [var first, ..] when !first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal) =>
            throw new FormatException($"There is no command '{first}'. Without one the server runs; '{Reencrypt}' brings the data under the current encryption key."),
        _ => new Command(false, args),
    };
}
