using System.Text;

namespace EmailPlatform.Platform.Encryption;

/// <summary>The encryption key that a node without configured keys keeps in its data folder: base64, readable by its owner only.</summary>
public sealed record KeyFile(EncryptionKey Key, string Path, bool Created)
{
    public const string FileName = "encryption.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxLength = 1024;

    /// <summary>Loads the key of this data folder, or makes one when the folder has none.</summary>
    /// <exception cref="KeyFileException">Says what is wrong and what to do.</exception>
    public static async Task<KeyFile> LoadOrCreateAsync(string folder, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            var created = !System.IO.Path.Exists(path) && await CreateAsync(folder, path, cancellationToken);
            return new KeyFile(await LoadAsync(path, cancellationToken), path, created);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new KeyFileException(
                $"The encryption key {path} cannot be read or made: {exception.Message} " +
                "The user that runs the platform must own the data folder and the key file.",
                exception);
        }
    }

    private static async Task<EncryptionKey> LoadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~OwnerOnly) is var open and not 0)
        {
            throw new KeyFileException(
                $"The encryption key {path} is open to more than its owner ({open}). Run: chmod 600 {path}");
        }

        var bytes = new byte[MaxLength];
        var length = await file.ReadAtLeastAsync(bytes, MaxLength, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return EncryptionKey.Parse(Encoding.UTF8.GetString(bytes.AsSpan(0, length)));
        }
        catch (FormatException exception)
        {
            throw new KeyFileException(
                $"The key file {path} is damaged. {exception.Message} Put the right file back from a backup: " +
                "what was stored under its key cannot be read with another.",
                exception);
        }
    }

    /// <summary>
    /// The key gets its name only when it is whole on the disk. Of several processes that start at once one makes it: the
    /// others cannot open the new file, or find the key in place once they can. False when it was there.
    /// </summary>
    private static async Task<bool> CreateAsync(string folder, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            // Both keep others out; on Windows an open file can be renamed only when it was opened for that.
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(temporary, options);
        // Before the first write: what was opened may by now be the finished key of another process.
        if (System.IO.Path.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }

        if (!OperatingSystem.IsWindows())
        {
            // A file left over from elsewhere keeps its mode when it is opened.
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        }

        file.SetLength(0);
        await file.WriteAsync(Encoding.ASCII.GetBytes(EncryptionKey.Generate().ToBase64() + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
        File.Move(temporary, path);
        return true;
    }
}
