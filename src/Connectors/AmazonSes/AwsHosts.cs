namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>A service's host in a region; those in China have a domain of their own.</summary>
internal static class AwsHosts
{
    public static Uri Of(string service, string region) =>
        new($"https://{service}.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}");
}
