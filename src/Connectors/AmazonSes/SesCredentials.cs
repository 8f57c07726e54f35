using EmailPlatform.Connectors.AmazonSes.Credentials;
using EmailPlatform.Connectors.AmazonSes.Signing;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>Where a configuration's credentials come from, judged again by what the operator permits now.</summary>
internal static class SesCredentials
{
    public static CredentialSource Source(AmazonSesConfig config, ConnectorContext context)
    {
        var grant = context.Permissions.Cloud ?? CloudGrant.None;
        if (config.RoleArn is not { } role)
        {
            return Own(config, grant.AmbientCredentials);
        }

        if (!grant.Roles.Contains(role, StringComparer.Ordinal))
        {
            return NotPermitted("The operator of this platform does not list this role for this tenant any more.");
        }

        // The list is the permission to be assumed for: the process's credentials do that and nothing else, so they need no grant.
        var own = Own(config, ambient: true);
        var api = new ProviderApi(context, StsApi.Type, AwsHosts.Of("sts", config.Region), [config.AccessKeySecret, config.SessionToken]);
        var sts = new StsApi(api, config.Region, context.Time);
        return new AssumedRole(cancellationToken => sts.AssumeRoleAsync(own, role, context.ExternalId, cancellationToken), context.Time);
    }

    private static CredentialSource Own(AmazonSesConfig config, bool ambient) => config switch
    {
        { AccessKeyId: { } id, AccessKeySecret: { } secret } => new GivenCredentials(new AwsCredentials(id, secret, config.SessionToken)),
        _ when ambient => new AmbientCredentials(Environment.GetEnvironmentVariable),
        _ => NotPermitted("The operator of this platform does not lend this tenant credentials any more."),
    };

    private static GivenCredentials NotPermitted(string reason) => new(Outcome.Deferred(FaultScope.Connector, "not_permitted", reason));
}
