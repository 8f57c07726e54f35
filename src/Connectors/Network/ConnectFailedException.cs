namespace EmailPlatform.Connectors.Network;

/// <summary>Carries a <see cref="ConnectFailed"/> through the HTTP handler, which knows only exceptions.</summary>
public sealed class ConnectFailedException(ConnectFailed failure) : IOException(failure.Detail)
{
    public ConnectFailed Failure { get; } = failure;

    /// <summary>The failed connection behind a failed request, or null when the request failed otherwise.</summary>
    public static ConnectFailed? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is ConnectFailedException failed)
            {
                return failed.Failure;
            }
        }

        return null;
    }
}
