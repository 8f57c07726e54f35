namespace EmailPlatform.Connectors.AmazonSes.Credentials;

public sealed class AmbientCredentialsTests
{
    [Fact]
    public async Task Get_VariablesOfTheProcess_AreUsed()
    {
        var variables = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKID", ["AWS_SECRET_ACCESS_KEY"] = " secret ", ["AWS_SESSION_TOKEN"] = "token" };

        var result = await new AmbientCredentials(variables.GetValueOrDefault).GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("AKID", "secret", "token"), (result.Credentials?.AccessKeyId, result.Credentials?.SecretAccessKey.Reveal(), result.Credentials?.SessionToken?.Reveal()));
    }

    [Fact]
    public async Task Get_NoVariables_IsThePlatformsFault()
    {
        var result = await new AmbientCredentials(_ => null).GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform, "no_credentials"), (result.Failure?.Kind, result.Failure?.Scope, result.Failure?.Code));
    }
}
