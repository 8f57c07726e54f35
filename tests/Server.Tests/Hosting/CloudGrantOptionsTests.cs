using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Configuration;

namespace EmailPlatform.Server.Hosting;

public sealed class CloudGrantOptionsTests
{
    [Fact]
    public void Parse_Settings_AreByTenant()
    {
        var permissions = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Cloud:acme:Roles:0"] = "arn:aws:iam::123456789012:role/Mailer",
                ["Cloud:other-1:AmbientCredentials"] = "true",
            })
            .Build()
            .Get<PermissionOptions>() ?? new PermissionOptions();

        var grants = CloudGrantOptions.Parse(permissions.Cloud);

        Assert.Equal(2, grants.Count);
        Assert.Equal(["arn:aws:iam::123456789012:role/Mailer"], grants[TenantId.Parse("acme")].Roles);
        Assert.False(grants[TenantId.Parse("acme")].AmbientCredentials);
        Assert.Empty(grants[TenantId.Parse("other-1")].Roles);
        Assert.True(grants[TenantId.Parse("other-1")].AmbientCredentials);
    }

    [Fact]
    public void Parse_NameThatIsNoTenants_StopsTheStart()
    {
        var exception = Assert.Throws<FormatException>(() => CloudGrantOptions.Parse([KeyValuePair.Create("Not a tenant", new CloudGrantOptions())]));

        Assert.StartsWith("EmailPlatform:Permissions:Cloud:Not a tenant", exception.Message, StringComparison.Ordinal);
    }
}
