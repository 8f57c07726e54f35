using EmailPlatform.Connectors.AmazonSes.Signing;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>Credentials, or why there are none.</summary>
internal sealed record CredentialsResult(AwsCredentials? Credentials, Outcome? Failure)
{
    public static implicit operator CredentialsResult(AwsCredentials credentials) => new(credentials, null);

    public static implicit operator CredentialsResult(Outcome failure) => new(null, failure);
}
