namespace EmailPlatform.Server.Commands;

/// <summary>What the command line asks for, and the settings that follow it.</summary>
internal sealed record Command(CommandKind Kind, string[] Arguments)
{
    /// <summary>Short names of the settings that are given most often.</summary>
    public static IDictionary<string, string> Switches { get; } = new Dictionary<string, string>
    {
        ["--data"] = "EmailPlatform:Data",
        ["--store"] = "EmailPlatform:Store",
        ["--connection"] = "EmailPlatform:Connection",
        ["--node"] = "EmailPlatform:Node",
        ["--to"] = CopyCommand.Target,
    };

    /// <exception cref="FormatException">There is no such command.</exception>
    public static Command Parse(string[] args) => args switch
    {
        ["reencrypt", .. var rest] => new Command(CommandKind.Reencrypt, rest),
        ["migrate", .. var rest] => new Command(CommandKind.Migrate, rest),
        ["copy", .. var rest] => new Command(CommandKind.Copy, rest),
        [var first, ..] when !first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal) => throw new FormatException(
            $"There is no command '{first}'. Without one the server runs; 'migrate' brings a PostgreSQL database to this version's schema, " +
            "'copy' brings everything from one store to the other, 'reencrypt' brings the data under the current encryption key."),
        _ => new Command(CommandKind.Serve, args),
    };
}
