namespace EmailPlatform.Connectors.AmazonSes.Signing;

/// <summary>What requests to AWS are signed with.</summary>
/// <param name="SessionToken">Goes along with credentials that are lent for a time.</param>
/// <param name="ExpiresAt">When that time is over; null when it is not known.</param>
internal sealed record AwsCredentials(string AccessKeyId, Secret SecretAccessKey, Secret? SessionToken = null, DateTimeOffset? ExpiresAt = null);
