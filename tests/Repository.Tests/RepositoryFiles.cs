using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Repository;

/// <summary>The files of this repository: tracked, or new and not ignored. Paths are relative with forward slashes.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static async Task<IReadOnlyList<string>> All()
    {
        return await List("--cached", "--others", "--exclude-standard");
    }

    public static async Task<IReadOnlyList<string>> Tracked()
    {
        return await List("--cached");
    }

    public static async Task<IReadOnlyList<SourceText>> Read(Func<string, bool> wanted)
    {
        return [.. (await All()).Where(wanted).Select(path => new SourceText(path, File.ReadAllText(FullPath(path))))];
    }

    public static string FullPath(string path)
    {
        return Path.Combine(Root, path);
    }

    private static async Task<IReadOnlyList<string>> List(params string[] which)
    {
        // The folder may belong to another user than the one who runs the tests; git would refuse it.
        var git = Peer.RequireProgram("git", "git");
        var listed = await PeerCommand.Run(git, ["-c", "safe.directory=*", "-C", Root, "ls-files", "-z", .. which]);
        return [.. listed.MustSucceed().Output
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(FullPath(path)))
            .Distinct()];
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EmailPlatform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
