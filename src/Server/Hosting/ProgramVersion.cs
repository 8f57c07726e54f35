using System.Reflection;

namespace EmailPlatform.Server.Hosting;

/// <summary>The version of this program, as it was built.</summary>
internal static class ProgramVersion
{
    public static string Value { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
