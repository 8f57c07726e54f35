namespace EmailPlatform.Connectors.OAuth;

/// <summary>Either <see cref="TokenObtained"/> or <see cref="TokenFailure"/>.</summary>
public abstract record TokenResult
{
    private protected TokenResult()
    {
    }
}
