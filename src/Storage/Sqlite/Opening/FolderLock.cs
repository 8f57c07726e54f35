using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Sqlite.Opening;

/// <summary>
/// Keeps a second process out of the data folder: two writers would each believe to be the only one. The operating system
/// drops the lock with the process, however that ends; the file stays.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "emailplatform.lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreOpeningException">The folder cannot be made or written, or another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        DataFolder.Make(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotWritable(folder, exception);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new StoreOpeningException(
                $"The data folder {folder} is locked by another process. Stop that process, or give this one a data folder of its own (--data).",
                exception);
        }
        catch (IOException exception)
        {
            throw NotWritable(folder, exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static StoreOpeningException NotWritable(string folder, Exception exception) => new(
        $"The data folder {folder} cannot be written: {exception.Message} Let user {Environment.UserName} write there, or give another folder (--data).",
        exception);
}
