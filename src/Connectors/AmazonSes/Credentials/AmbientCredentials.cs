using EmailPlatform.Connectors.AmazonSes.Signing;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>Those that the process was started with, in the variables that all of AWS's tools read.</summary>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class AmbientCredentials(Func<string, string?> variable) : CredentialSource
{
    private static readonly Outcome None = Outcome.Deferred(
        FaultScope.Platform,
        "no_credentials",
        "This installation was started without credentials for AWS.",
        hint: "The operator sets AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the configuration gives a key.");

    public override ValueTask<CredentialsResult> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Read());

    private CredentialsResult Read() => (Value("AWS_ACCESS_KEY_ID"), Value("AWS_SECRET_ACCESS_KEY")) is ({ } id, { } secret)
        ? new AwsCredentials(id, new Secret(secret), Value("AWS_SESSION_TOKEN") is { } token ? new Secret(token) : null)
        : None;

    private string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;
}
