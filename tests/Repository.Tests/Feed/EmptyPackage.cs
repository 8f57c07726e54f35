using System.IO.Compression;

namespace EmailPlatform.Repository.Feed;

/// <summary>A NuGet package that holds its description and nothing else.</summary>
internal static class EmptyPackage
{
    public static void Write(string folder, string id, string version)
    {
        using var package = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var description = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        description.Write($"""
            <package>
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>tests</authors>
                <description>empty</description>
              </metadata>
            </package>
            """);
    }
}
