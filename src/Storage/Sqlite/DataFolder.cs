using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>The folder of the embedded store and of the key file beside it.</summary>
public static class DataFolder
{
    /// <summary>Makes the folder where it is not there, for its owner alone; one that is there keeps its mode.</summary>
    /// <exception cref="StoreOpeningException">It cannot be made; says what to do.</exception>
    public static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpeningException(
                $"The data folder {folder} cannot be made: {exception.Message} Give a folder that can be written (--data).", exception);
        }
    }
}
