using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Prevents that a switch leaves people in front of a sign-in that waits for mail nobody can send.</summary>
public static class FlowGuard
{
    /// <summary>The usages that a flow needs, each of them.</summary>
    public static IReadOnlyList<UsageType> UsagesOf(Flow flow) => flow switch
    {
        Flow.SignUp => [UsageType.Register],
        Flow.SignIn => [UsageType.SignIn],
        Flow.ForgotPassword => [UsageType.ForgotPassword],
        Flow.Mfa => [UsageType.MfaVerification, UsageType.BindMfa],
        Flow.Account => [UsageType.UserPermissionValidation, UsageType.BindNewIdentifier],
        Flow.Invitation => [UsageType.OrganizationInvitation],
        _ => throw new ArgumentOutOfRangeException(nameof(flow), flow, null),
    };

    /// <summary>The tenant's flows that would have no email with these usages; Generic stands in for any.</summary>
    public static IReadOnlyList<Flow> Broken(TenantSettings settings, IReadOnlyList<UsageType> configured) =>
        configured.Contains(UsageType.Generic)
            ? []
            : [.. (settings.Flows ?? []).Distinct().Where(flow => UsagesOf(flow).Any(usage => !configured.Contains(usage)))];
}
