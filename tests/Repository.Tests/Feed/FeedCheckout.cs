using System.Xml.Linq;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Repository.Feed;

/// <summary>A folder with the files that choosing a feed rests on, its own NuGet sources and no packages from elsewhere.</summary>
internal sealed class FeedCheckout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FeedCheckout()
    {
        foreach (var file in new[] { "build/feed.sh", "build/FeedProbe.csproj", "Directory.Packages.props", "Directory.Build.props" })
        {
            _folder.Write(file, File.ReadAllText(RepositoryFiles.FullPath(file)));
        }

        UseSource(LocalFeed);
    }

    /// <summary>A source that is a plain folder of packages, empty at first.</summary>
    public string LocalFeed => _folder.CreateFolder("feed");

    /// <summary>Seconds that the feed may take.</summary>
    public int Bound { get; set; } = 60;

    public string Remembered => _folder[".feed.props"];

    public void UseSource(string source)
    {
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="only" value="{source}" allowInsecureConnections="true" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>Puts every package that the probe names into the local feed, without content.</summary>
    public void FillLocalFeed()
    {
        var versions = XDocument.Load(_folder["Directory.Packages.props"]).Descendants("ItemGroup")
            .Where(group => group.Attribute("Condition") is not { } condition || condition.Value.Contains("== 'true'", StringComparison.Ordinal))
            .Elements("PackageVersion")
            .ToDictionary(version => (string?)version.Attribute("Include") ?? "", version => (string?)version.Attribute("Version") ?? "");
        foreach (var reference in XDocument.Load(_folder["build/FeedProbe.csproj"]).Descendants("PackageReference"))
        {
            var id = (string?)reference.Attribute("Include") ?? "";
            EmptyPackage.Write(LocalFeed, id, versions[id]);
        }
    }

    /// <summary>Forgets that the list of packages was written before the answer was remembered.</summary>
    public void TouchPackageList()
    {
        File.SetLastWriteTimeUtc(_folder["Directory.Packages.props"], File.GetLastWriteTimeUtc(Remembered).AddSeconds(2));
    }

    /// <summary>Runs the function that ./run and ./test call, and returns what it says.</summary>
    public async Task<string> Choose(params string[] arguments)
    {
        var result = await Run("bash", ["-c", ". build/feed.sh; choose_feed \"$PWD\" \"$@\"", "bash", .. arguments]);
        return result.Error.Trim();
    }

    /// <summary>The value of FullFeed in a project of this folder.</summary>
    public async Task<string> EvaluateFullFeed(params string[] arguments)
    {
        var project = _folder.Write("src/A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        return (await Run("dotnet", ["msbuild", project, "-getProperty:FullFeed", .. arguments])).Output.Trim();
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    private async Task<PeerResult> Run(string program, string[] arguments)
    {
        var options = new PeerOptions
        {
            WorkingDirectory = _folder.Path,
            Environment = new Dictionary<string, string?>
            {
                ["NUGET_PACKAGES"] = _folder["packages"],
                ["EMAILPLATFORM_FEED_SECONDS"] = Bound.ToString(),
                ["FullFeed"] = null,
                ["NO_PROXY"] = "127.0.0.1",
            },
        };
        return (await PeerCommand.Run(program, arguments, options: options)).MustSucceed();
    }
}
