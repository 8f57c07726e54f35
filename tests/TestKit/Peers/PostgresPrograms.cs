using System.Globalization;

namespace EmailPlatform.TestKit.Peers;

/// <summary>The programs of one installed PostgreSQL, and the user whom they run as: they refuse root.</summary>
internal sealed record PostgresPrograms(string Folder)
{
    private const string User = "postgres";

    private static readonly bool IsRoot = Environment.UserName == "root";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Psql => Path.Combine(Folder, "psql");

    /// <summary>The newest that is installed; none, or none that is new enough, ends the test.</summary>
    public static PostgresPrograms Require(int oldestVersion, string debianPackage)
    {
        var initdb = Peer.RequireVersionedProgram("/usr/lib/postgresql", "bin/initdb", debianPackage);
        var folder = Path.GetDirectoryName(initdb) ?? "";
        var version = Path.GetFileName(Path.GetDirectoryName(folder));
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < oldestVersion)
        {
            Peer.Missing(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {oldestVersion} or newer"), debianPackage);
        }

        return new PostgresPrograms(folder);
    }

    /// <summary>The command that runs a program as that user. It is replaced by the program, so that signals reach it.</summary>
    public (string Program, IReadOnlyList<string> Arguments) AsItsUser(string program, IReadOnlyList<string> arguments) => IsRoot
        ? (Peer.RequireProgram("setpriv", "util-linux"), ["--reuid=" + User, "--regid=" + User, "--init-groups", program, .. arguments])
        : (program, arguments);

    public async Task GiveToItsUser(string path)
    {
        if (IsRoot)
        {
            (await PeerCommand.Run(Peer.RequireProgram("chown", "coreutils"), [User, path])).MustSucceed();
        }
    }
}
