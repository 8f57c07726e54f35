using EmailPlatform.Connectors.AmazonSes.Signing;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>
/// The credentials of a role. They are kept until shortly before they end; getting new ones runs once for all who wait,
/// and on its own: a caller that gives up takes nothing from the others.
/// </summary>
internal sealed class AssumedRole(Func<CancellationToken, Task<CredentialsResult>> assume, TimeProvider time) : CredentialSource
{
    /// <summary>How long before their end new ones are got, so that STS may be away for a while.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    // Less than this is left to nobody: the request has to arrive, and clocks differ.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private AwsCredentials? _current;
    private Lazy<Task<CredentialsResult>>? _flight;

    public override async ValueTask<CredentialsResult> GetAsync(CancellationToken cancellationToken)
    {
        if (Lasting(Early) is { } current)
        {
            return current;
        }

        var mine = new Lazy<Task<CredentialsResult>>(FlyAsync);
        var flight = Interlocked.CompareExchange(ref _flight, mine, null) ?? mine;
        var result = await flight.Value.WaitAsync(cancellationToken);
        return result.Credentials is null && Lasting(Least) is { } still ? still : result;
    }

    public override void Forget(AwsCredentials expired) => Interlocked.CompareExchange(ref _current, null, expired);

    private AwsCredentials? Lasting(TimeSpan wanted) =>
        Volatile.Read(ref _current) is { } current && current.ExpiresAt - time.GetUtcNow() > wanted ? current : null;

    private async Task<CredentialsResult> FlyAsync()
    {
        try
        {
            // One who came too late to join the flight before begins another, though its credentials are there.
            var result = Lasting(Early) ?? await assume(CancellationToken.None);
            if (result.Credentials is { } obtained)
            {
                Volatile.Write(ref _current, obtained);
            }

            return result;
        }
        finally
        {
            Volatile.Write(ref _flight, null);
        }
    }
}
