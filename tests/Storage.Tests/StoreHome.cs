using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage;

/// <summary>One store that tests can close and open again, as a process that restarts would.</summary>
public abstract class StoreHome : IAsyncDisposable
{
    /// <summary>An open store over what is kept so far.</summary>
    public abstract Task<ServiceProvider> OpenAsync();

    public abstract ValueTask DisposeAsync();
}
