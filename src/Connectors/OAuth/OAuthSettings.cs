namespace EmailPlatform.Connectors.OAuth;

/// <summary>How a connector comes to its access tokens: one derived record for each way.</summary>
public abstract record OAuthSettings
{
    /// <summary>Where tokens come from when nothing else is named; the address that Gmail configurations have always meant.</summary>
    public const string GoogleAccessUrl = "https://accounts.google.com/o/oauth2/token";

    private protected OAuthSettings()
    {
    }

    /// <summary>Everything that must never be seen in an issuer's answer again.</summary>
    internal abstract IEnumerable<Secret?> Secrets { get; }
}
