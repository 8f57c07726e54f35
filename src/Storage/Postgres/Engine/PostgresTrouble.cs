using EmailPlatform.Platform.Storage;
using Npgsql;

namespace EmailPlatform.Storage.Postgres.Engine;

/// <summary>Tells the database's own trouble (gone, starting, full, slow, read-only) from a statement that a caller got wrong.</summary>
internal static class PostgresTrouble
{
    /// <summary>Two transactions in each other's way; the same work tried again gets on.</summary>
    public static bool IsCollision(this Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>A row or a kind that somebody else did not let go of in time.</summary>
    public static bool IsLockOfAnother(this Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    public static bool IsInfrastructure(this Exception exception) => exception switch
    {
        PostgresException answered => IsInfrastructure(answered.SqlState),
        // No answer at all: refused, cut off, not in time, or the pool had no connection left.
        NpgsqlException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Says what happened without what the statement was about: a detail may quote a row.</summary>
    public static StoreUnavailableException ToUnavailable(this Exception exception) => exception switch
    {
        PostgresException answered => new StoreUnavailableException($"PostgreSQL: {answered.SqlState} {answered.MessageText}", exception),
        ObjectDisposedException => new StoreUnavailableException("The store is closed.", exception),
        NpgsqlException { InnerException: TimeoutException } => new StoreUnavailableException("PostgreSQL: no answer in time.", exception),
        _ => new StoreUnavailableException($"PostgreSQL: {exception.Message}", exception),
    };

    private static bool IsInfrastructure(string state) => state switch
    {
        // A lock was not to be had in time; a standby took the place of the primary.
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction => true,
        // idle_in_transaction_session_timeout, which the driver has no name for
        "25P03" => true,
        _ => state.Length == 5 && state[..2] is
            "08" // connection
            or "28" // the password was changed, or the server does not let us in at the moment
            or "3D" // the database is not there (any more, or not yet)
            or "40" // rolled back, more often than it is tried again
            or "53" // disk full, memory, too many connections
            or "57" // shutting down, starting, cancelled by a timeout
            or "58" // system error
            or "XX", // internal error
    };
}
