namespace EmailPlatform.TestKit.Peers;

/// <summary>A folder of its own that is deleted with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("emailplatform-").FullName;

    /// <summary>The full path of a name below the folder; nothing is created.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with the folders that lead to it, and returns its full path.</summary>
    public string Write(string name, string text)
    {
        var file = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file) ?? Path);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Creates a folder below and returns its full path.</summary>
    public string CreateFolder(string name)
    {
        return Directory.CreateDirectory(this[name]).FullName;
    }

    public void Dispose()
    {
        // A peer that is going down may write into the folder while it is being deleted.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException) when (attempt < 5)
            {
                continue;
            }
        }
    }
}
