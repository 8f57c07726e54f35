using EmailPlatform.Server.Commands;

namespace EmailPlatform.Server.Hosting;

/// <summary>One node: built, opened, run; or told in one line why it cannot start.</summary>
internal static class Node
{
    public const int CannotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await RunAsync(Command.Parse(args));
        }
        catch (Exception exception) when (StartFault.Of(exception) is { } words)
        {
            await Console.Error.WriteLineAsync($"EmailPlatform cannot start: {words}");
            return CannotStart;
        }
    }

    private static Task<int> RunAsync(Command command)
    {
        var configuration = Settings.Read(command.Arguments).Configuration;
        return command.Kind switch
        {
            CommandKind.Migrate => MigrateCommand.RunAsync(Settings.Platform(configuration), CancellationToken.None),
            CommandKind.Copy => CopyCommand.RunAsync(configuration, Settings.Platform(configuration), CancellationToken.None),
            _ => OpenAsync(command),
        };
    }

    private static async Task<int> OpenAsync(Command command)
    {
        await using var node = await BuiltNode.BuildAsync(command.Arguments, null, CancellationToken.None);
        await node.OpenAsync(CancellationToken.None);
        if (command.Kind == CommandKind.Reencrypt)
        {
            return await ReencryptCommand.RunAsync(node.App.Services, CancellationToken.None);
        }

        await node.AnnounceAsync(Console.Out, CancellationToken.None);
        node.App.MapPlatform();
        await node.App.RunAsync();
        return 0;
    }
}
