using EmailPlatform.Connectors.OAuth;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>The operator's OAuth tokens: no tenant's, so no tenant's store has them; each node gets its own and loses them with the process.</summary>
public sealed class ProcessTokens(TimeProvider time) : ITokenVaults
{
    public ITokenVault Open(ReadOnlySpan<byte> grant) => new MemoryTokenVault(time);
}
