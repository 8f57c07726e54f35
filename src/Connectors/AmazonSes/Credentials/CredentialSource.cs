using EmailPlatform.Connectors.AmazonSes.Signing;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>Where the credentials of one revision come from.</summary>
internal abstract class CredentialSource
{
    /// <summary>Credentials that are good for a while yet. Only cancellation throws.</summary>
    public abstract ValueTask<CredentialsResult> GetAsync(CancellationToken cancellationToken);

    /// <summary>AWS says of these that their time is over.</summary>
    public virtual void Forget(AwsCredentials expired)
    {
    }
}
