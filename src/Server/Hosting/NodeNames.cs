using System.Globalization;
using System.Text.RegularExpressions;

namespace EmailPlatform.Server.Hosting;

/// <summary>
/// What this node is called: the same after a restart, so that it takes its rows back at once, and its own among the nodes
/// of a database.
/// </summary>
internal static partial class NodeNames
{
    private const int Longest = 64;

    /// <param name="configured">The operator's choice; without one the machine and its first port make the name.</param>
    /// <param name="machine">The machine's name.</param>
    /// <param name="port">The first port that the node listens on.</param>
    /// <exception cref="FormatException">The name cannot be one.</exception>
    public static string Of(string? configured, string machine, int port)
    {
        if (configured is not null)
        {
            return Name().IsMatch(configured)
                ? configured
                : throw new FormatException($"'{configured}' is no name of a node (--node, EmailPlatform__Node): 1 to {Longest} of letters, digits, '.', '_' and '-'.");
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{port}");
        var host = Other().Replace(machine, "-");
        return host[..Math.Min(host.Length, Longest - suffix.Length)] + suffix;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Other();
}
