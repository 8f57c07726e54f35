using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Storage.Sqlite;

namespace EmailPlatform.Server.Hosting;

/// <summary>A node that is put together and not yet open: what the program runs, and what tests host in their own process.</summary>
internal sealed class BuiltNode : IAsyncDisposable
{
    private readonly PlatformOptions _options;
    private readonly KeyRing _keys;

    private BuiltNode(WebApplication app, PlatformOptions options, KeyRing keys, string folder, KeyFileResult? keyFile)
    {
        App = app;
        _options = options;
        _keys = keys;
        Folder = folder;
        KeyFile = keyFile;
    }

    public WebApplication App { get; }

    /// <summary>The data folder, in full; nothing is in it unless the store is the embedded one.</summary>
    public string Folder { get; }

    /// <summary>The key file, where no keys are configured.</summary>
    public KeyFileResult? KeyFile { get; }

    /// <param name="arguments">As on the command line.</param>
    /// <param name="replace">Puts other services in the place of the platform's.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    public static async Task<BuiltNode> BuildAsync(string[] arguments, Action<IServiceCollection>? replace, CancellationToken cancellationToken)
    {
        var builder = Settings.Read(arguments);
        var options = Settings.Platform(builder.Configuration);
        Listening.Check(builder);

        StoreChoice.CheckKeys(options);
        var folder = Path.GetFullPath(options.Data);
        if (StoreChoice.Of(options) == StoreKind.Sqlite)
        {
            DataFolder.Make(folder);
        }

        var (keys, keyFile) = await EncryptionKeys.LoadAsync(options, folder, cancellationToken);
        builder.AddPlatform(options, folder, keys);
        replace?.Invoke(builder.Services);

        // Of a start that fails the host logs the stack trace; Node tells it in one line, or lets it through when it is a bug.
        var isUp = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && Volatile.Read(ref isUp));
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => Volatile.Write(ref isUp, true));
        return new BuiltNode(app, options, keys, folder, keyFile);
    }

    /// <summary>Opens the store and what the installation keeps in it.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => Installation.OpenAsync(App, _keys, cancellationToken);

    /// <summary>Says what whoever starts a node has to know: the first admin key, once, and where the data is.</summary>
    public async Task AnnounceAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var firstKey = App.Services.GetRequiredService<FirstAdminKey>();
        var made = await firstKey.EnsureAsync(_options.AdminKey, cancellationToken);
        var place = StoreChoice.Of(_options) == StoreKind.Sqlite ? Folder : StoreChoice.Postgres(_options).Place;
        await output.WriteAsync(Announcement.Of(place, KeyFile, made, App.Environment.IsDevelopment()));
        await output.FlushAsync(cancellationToken);
        if (made is not null)
        {
            await firstKey.NoteShownAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
