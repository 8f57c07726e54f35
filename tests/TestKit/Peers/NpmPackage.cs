namespace EmailPlatform.TestKit.Peers;

/// <summary>A package of the npm registry, installed once into the user's cache.</summary>
public static class NpmPackage
{
    /// <summary>The folder whose <c>node_modules</c> holds the package; one that cannot be installed ends the test as a missing program does.</summary>
    public static async Task<string> Require(string package, string version, CancellationToken cancellationToken = default)
    {
        var npm = Peer.RequireProgram("npm", "npm");
        var cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Path.Combine(cache, "emailplatform-peers", $"{package.Replace('/', '+')}-{version}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Installed beside and moved in one step: several test processes may come here at once, and one may be killed.
        var beside = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}.{Guid.NewGuid():N}").FullName;
        string[] arguments = ["install", $"{package}@{version}", "--prefix", beside, "--no-audit", "--no-fund", "--ignore-scripts"];
        var result = await PeerCommand.Run(npm, arguments, options: PeerOptions.Default with { WorkingDirectory = beside }, cancellationToken: cancellationToken);
        if (result.ExitCode != 0)
        {
            Directory.Delete(beside, recursive: true);

            return Peer.Missing($"npm package {package} {version} ({result.Error.Trim()})", "npm");
        }

        try
        {
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(beside, recursive: true);
        }

        return folder;
    }
}
