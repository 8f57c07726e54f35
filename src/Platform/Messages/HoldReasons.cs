using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// Why a message is held, as it stands in <see cref="Message.Reason"/>. One that a switch moved to a connector that cannot
/// express it has the code with which the door would have refused it, such as <see cref="ProblemCode.TemplateNotFound"/>.
/// </summary>
public static class HoldReasons
{
    /// <summary>An activation said that what waits shall be held.</summary>
    public const string SwitchHold = "switch_hold";

    /// <summary>The connector was deleted, or the revision that it was queued for is retired.</summary>
    public const string NoConnector = "no_connector";

    /// <summary>The tenant was deleted.</summary>
    public const string TenantDeleted = "tenant_deleted";
}
