namespace EmailPlatform.Platform.Messages;

/// <summary>Why a message is held, as it stands in <see cref="Message.Reason"/>.</summary>
public static class HoldReasons
{
    /// <summary>An activation said that what waits shall be held.</summary>
    public const string SwitchHold = "switch_hold";

    /// <summary>The connector was deleted, or the revision that it was queued for is retired.</summary>
    public const string NoConnector = "no_connector";

    /// <summary>The tenant was deleted.</summary>
    public const string TenantDeleted = "tenant_deleted";
}
