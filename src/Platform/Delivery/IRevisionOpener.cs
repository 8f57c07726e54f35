using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Opens stored revisions; opening one that is open already costs nothing.</summary>
public interface IRevisionOpener
{
    /// <summary>The revision, or <c>null</c> when there is none or it was retired.</summary>
    ValueTask<IOpenRevision?> OpenAsync(TenantId tenant, int revision, CancellationToken cancellationToken);
}
