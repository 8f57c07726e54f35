using EmailPlatform.Platform.Encryption;

namespace EmailPlatform.Server.Hosting;

/// <summary>The encryption keys: configured ones, else the one in the data folder, made at the first start.</summary>
internal static class EncryptionKeys
{
    public static async Task<(KeyRing Keys, KeyFileResult? File)> LoadAsync(PlatformOptions options, string folder, CancellationToken cancellationToken)
    {
        if (options.EncryptionKeys.Count > 0)
        {
            return (KeyRing.Parse(options.EncryptionKeys), null);
        }

        var (key, path, created) = await KeyFile.LoadOrCreateAsync(folder, cancellationToken);
        return (new KeyRing(key), new KeyFileResult(path, created));
    }
}

/// <summary>Where the key file is, and whether this start made it.</summary>
internal sealed record KeyFileResult(string Path, bool Created);
