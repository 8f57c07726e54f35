namespace EmailPlatform.Server.Hosting;

/// <summary>The folder of the embedded store and the key file.</summary>
internal static class DataFolder
{
    /// <summary>Makes it where it is not there, for the owner alone; returns its full path.</summary>
    /// <exception cref="DataFolderException">It cannot be made.</exception>
    public static string Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(full);
            }
            else
            {
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return full;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {full} cannot be made: {exception.Message} Choose another one with --data, or let this user write there.", exception);
        }
    }
}
