using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace EmailPlatform.TestKit.Peers;

/// <summary>Software of others that a test drives. A missing one skips the test on a developer's machine and fails it in CI.</summary>
public static class Peer
{
    // Servers live outside the PATH of ordinary users, and some of their helpers outside any PATH.
    private static readonly string[] FurtherFolders =
    [
        "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin",
        "/usr/lib/postfix/sbin", "/usr/lib/postfix/bin", "/usr/lib/dovecot", "/usr/libexec/dovecot",
    ];

    /// <summary>True where a missing peer is a failure: <c>CI=true</c> or <c>EMAILPLATFORM_REQUIRE_PEERS=1</c>.</summary>
    public static bool AreRequired =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
        || Environment.GetEnvironmentVariable("EMAILPLATFORM_REQUIRE_PEERS") is "1" or "true";

    /// <summary>The full path of a program; a missing one ends the test (see <see cref="Missing"/>).</summary>
    public static string RequireProgram(string program, string debianPackage)
    {
        return FindProgram(program) ?? Missing(program, debianPackage);
    }

    /// <summary>The full path of the highest version of a program that Debian files by version, as <c>/usr/lib/postgresql/15/bin/initdb</c>.</summary>
    public static string RequireVersionedProgram(string parentFolder, string programBelowVersion, string debianPackage)
    {
        var folders = Directory.Exists(parentFolder) ? Directory.GetDirectories(parentFolder) : [];
        return folders
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : -1)
            .Select(folder => Path.Combine(folder, programBelowVersion))
            .FirstOrDefault(File.Exists)
            ?? Missing(Path.GetFileName(programBelowVersion), debianPackage);
    }

    /// <summary>A Python that has the module. Debian's own comes first: its packages install modules for no other.</summary>
    public static async Task<string> RequirePython(string module, string debianPackage)
    {
        foreach (var python in new[] { "/usr/bin/python3", FindProgram("python3") })
        {
            if (python is not null && File.Exists(python)
                && (await PeerCommand.Run(python, ["-c", "import " + module])).ExitCode == 0)
            {
                return python;
            }
        }

        return Missing($"Python module {module}", debianPackage);
    }

    /// <summary>The full path of a program, or null.</summary>
    public static string? FindProgram(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(FurtherFolders)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Ends the test: skipped with the package to install, failed where peers are required.</summary>
    [DoesNotReturn]
    public static string Missing(string what, string debianPackage)
    {
        var message = $"{what} is not installed; it comes with the package {debianPackage} (apt-get install {debianPackage}).";
        if (AreRequired)
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        throw new InvalidOperationException(message);
    }
}
