using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>The operator's connector has no tenant, and so no mailbox; the types that keep mail are refused at the start.</summary>
public sealed class NoMailKeeper : IMailKeeper
{
    public Task KeepAsync(KeptMail mail, CancellationToken cancellationToken) => throw new InvalidOperationException("The built-in service keeps no mail.");
}
