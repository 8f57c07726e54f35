namespace EmailPlatform.Connectors;

/// <summary>Keeps mail on the platform instead of sending it: the development mailbox of one tenant.</summary>
public interface IMailKeeper
{
    /// <summary>Durable when it returns; keeping the same message id twice keeps one mail.</summary>
    Task KeepAsync(KeptMail mail, CancellationToken cancellationToken);
}
