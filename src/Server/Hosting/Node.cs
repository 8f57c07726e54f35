namespace EmailPlatform.Server.Hosting;

/// <summary>One node: built, opened, run; or told in one line why it cannot start.</summary>
internal static class Node
{
    public const int CannotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await StartAsync(args);
        }
        catch (Exception exception) when (StartFault.Of(exception) is { } words)
        {
            await Console.Error.WriteLineAsync($"EmailPlatform cannot start: {words}");
            return CannotStart;
        }
    }

    private static async Task<int> StartAsync(string[] args)
    {
        var command = Command.Parse(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = command.Arguments, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(command.Arguments, Command.Switches);
        var options = builder.Configuration.GetSection("EmailPlatform").Get<PlatformOptions>() ?? new PlatformOptions();
        Listening.Check(builder);

        var folder = DataFolder.Open(options.Data);
        var (keys, keyFile) = await EncryptionKeys.LoadAsync(options, folder, CancellationToken.None);
        builder.AddPlatform(options, folder, keys);

        await using var app = builder.Build();
        await Installation.OpenAsync(app, options, keys, CancellationToken.None);
        if (command.IsReencrypt)
        {
            return await ReencryptCommand.RunAsync(app.Services, CancellationToken.None);
        }

        Announcement.Print(app, folder, keyFile);
        app.MapPlatform();
        await app.RunAsync();
        return 0;
    }
}
