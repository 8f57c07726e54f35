namespace EmailPlatform.EndToEnd.Running;

/// <summary>Lets a load through while a server runs.</summary>
public sealed class Door(TenantApi tenant)
{
    private TaskCompletionSource<TenantApi> _open = Opened(tenant);

    public Task<TenantApi> Enter(CancellationToken cancellationToken) => Volatile.Read(ref _open).Task.WaitAsync(cancellationToken);

    public void Close() => Volatile.Write(ref _open, new TaskCompletionSource<TenantApi>(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Open(TenantApi tenant) => Volatile.Read(ref _open).SetResult(tenant);

    private static TaskCompletionSource<TenantApi> Opened(TenantApi tenant)
    {
        var opened = new TaskCompletionSource<TenantApi>(TaskCreationOptions.RunContinuationsAsynchronously);
        opened.SetResult(tenant);
        return opened;
    }
}
