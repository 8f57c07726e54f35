using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Revisions;

public sealed class ConnectorSurroundingsTests
{
    private static readonly TenantId Acme = TenantId.Parse("acme");

    [Fact]
    public async Task For_Tenant_HasItsOwnGrantAndExternalId()
    {
        await using var tenants = new TestTenants();
        var grant = new CloudGrant(["arn:aws:iam::123456789012:role/Mailer"], AmbientCredentials: false);
        var surroundings = tenants.Surroundings with
        {
            Permissions = new ConnectorPermissions(UnverifiedTls: true),
            CloudGrants = new Dictionary<TenantId, CloudGrant> { [Acme] = grant },
        };

        var acme = surroundings.For(Acme, 1);
        var other = surroundings.For(TenantId.Parse("other"), 1);

        Assert.Equal(("acme", grant, true), (acme.ExternalId, acme.Permissions.Cloud, acme.Permissions.UnverifiedTls));
        Assert.Equal(("other", null, true), (other.ExternalId, other.Permissions.Cloud, other.Permissions.UnverifiedTls));
        Assert.Equal(acme.Permissions, surroundings.PermissionsOf(Acme));
    }
}
