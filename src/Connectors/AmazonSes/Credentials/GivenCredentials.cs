namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>Those of the configuration, or the reason why it may have none.</summary>
internal sealed class GivenCredentials(CredentialsResult given) : CredentialSource
{
    public override ValueTask<CredentialsResult> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(given);
}
