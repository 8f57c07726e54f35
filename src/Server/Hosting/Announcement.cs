namespace EmailPlatform.Server.Hosting;

/// <summary>What whoever starts a node has to know: printed, not logged, because a log is no place for a key.</summary>
internal static class Announcement
{
    public static void Print(WebApplication app, string folder, KeyFileResult? keyFile)
    {
        var print = Console.Out;
        if (keyFile is { Created: true })
        {
            print.WriteLine($"Made an encryption key: {keyFile.Path}");
            print.WriteLine("Keep a copy of it somewhere else: without it the data cannot be read.");
        }

        if (app.Services.GetRequiredService<Installation>().MadeAdminKey is { } key)
        {
            print.WriteLine("Made an admin key. It is shown this once:");
            print.WriteLine();
            print.WriteLine($"    {key.Reveal()}");
            print.WriteLine();
        }

        print.WriteLine($"Data: {folder}");
        if (app.Environment.IsDevelopment())
        {
            print.WriteLine("Development environment: tenants may name targets on loopback, and the server listens on loopback only.");
        }
    }
}
