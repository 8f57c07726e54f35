namespace EmailPlatform.Connectors.OAuth;

/// <summary>The right of one node to renew. Disposing gives it back.</summary>
public interface ITokenLease : IAsyncDisposable
{
    /// <summary>
    /// Durable when it answers true. False, with nothing written, when the lease has run out
    /// or <see cref="TokenState.Version"/> is not the one after the stored version.
    /// </summary>
    ValueTask<bool> WriteAsync(TokenState state, CancellationToken cancellationToken);
}
