using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>How messages of one usage are treated; a member that is <c>null</c> takes the usage's default.</summary>
/// <param name="ExpiresIn">Lifetime in seconds, 5 to 604,800.</param>
public sealed record UsageSettings(int? ExpiresIn = null, UnknownPolicy? OnUnknown = null, bool? Supersede = null)
{
    /// <summary>The shortest lifetime of any message, in seconds: an attempt starts in the first half of it, or not at all.</summary>
    public const int ShortestLife = 5;

    /// <summary>The longest lifetime of any message, in seconds: seven days.</summary>
    public const int LongestLife = 7 * 24 * 60 * 60;

    /// <summary>The defaults of a usage: codes live 600 s and are sent again when in doubt; an invitation lives three days and asks.</summary>
    public static UsageSettings DefaultOf(UsageType usageType) => usageType switch
    {
        _ when usageType == UsageType.OrganizationInvitation => new UsageSettings(72 * 60 * 60, UnknownPolicy.Ask, false),
        _ when usageType.HasCode => new UsageSettings(600, UnknownPolicy.Resend, true),
        _ => new UsageSettings(600, UnknownPolicy.Resend, false),
    };
}
