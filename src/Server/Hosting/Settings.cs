using EmailPlatform.Server.Commands;

namespace EmailPlatform.Server.Hosting;

/// <summary>Reads what the program is to be told, from wherever settings come.</summary>
internal static class Settings
{
    public static WebApplicationBuilder Read(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(arguments, Command.Switches);
        return builder;
    }

    public static PlatformOptions Platform(IConfiguration configuration) =>
        configuration.GetSection("EmailPlatform").Get<PlatformOptions>() ?? new PlatformOptions();
}
