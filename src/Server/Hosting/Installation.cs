using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Server.Hosting;

/// <summary>What is opened before anything is served: the store and its secrets.</summary>
internal sealed class Installation
{
    private Fingerprints? _fingerprints;

    /// <summary>The keyed hashes of this installation.</summary>
    public Fingerprints Fingerprints => _fingerprints ?? throw new InvalidOperationException("The installation has not been opened.");

    /// <exception cref="StoreOpeningException">Says what is wrong and what to do.</exception>
    public static async Task OpenAsync(WebApplication app, KeyRing keys, CancellationToken cancellationToken)
    {
        var store = app.Services.GetRequiredService<IPlatformStore>();
        await store.OpenAsync(cancellationToken);
        var installation = app.Services.GetRequiredService<Installation>();
        installation._fingerprints = await PlatformSecrets.OpenAsync(store, keys, cancellationToken);
    }
}
