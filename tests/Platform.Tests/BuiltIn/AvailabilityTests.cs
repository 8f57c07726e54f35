using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>What goes through the operator's connector is there only where there is one.</summary>
public sealed class AvailabilityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revision_OnceTheServiceIsGone_CannotBeActivatedNorSaved()
    {
        await using var before = new TestTenants();
        var tenant = await before.CreateAsync();
        var tested = await TestTenants.AddTestedAsync(tenant, type: "house");
        await using var after = new TestTenants(sameInstallation: before, house: false);
        tenant = await after.FindAsync();

        var activated = await tenant.ActivateAsync(new ActivationRequest(tested, ForceReason: "a test"), TestTenants.By, Token);
        var saved = await tenant.AddRevisionAsync(new NewRevision("house", TestTenants.Config()), TestTenants.By, Token);

        Assert.Equal(ProblemCode.WrongState, activated.Problem?.Code);
        Assert.Contains("operator", activated.Problem?.Detail, StringComparison.Ordinal);
        Assert.Equal((ProblemCode.InvalidConfig, "type", "not_available"), (saved.Problem?.Code, saved.Problem?.Errors?[0].Path, saved.Problem?.Errors?[0].Code));
    }
}
