using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// Writes of many callers committed by one transaction, so that they share one flush to disk. When one of them throws,
/// everything is rolled back and each is tried by itself, so that only the bad one fails; when the disk fails, all do.
/// </summary>
internal static class WriteBatch
{
    public static void Commit(Session session, IReadOnlyList<WriteOperation> operations)
    {
        var failure = TryCommit(session, operations);
        if (failure is null)
        {
            foreach (var operation in operations)
            {
                operation.Complete();
            }
        }
        else if (operations.Count == 1 || failure is SqliteException { } trouble && trouble.IsInfrastructure())
        {
            var told = failure is SqliteException sqlite && sqlite.IsInfrastructure() ? sqlite.ToUnavailable() : failure;
            foreach (var operation in operations)
            {
                operation.Fail(told);
            }
        }
        else
        {
            foreach (var operation in operations)
            {
                Commit(session, [operation]);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a caller's work throws is that caller's to get; the loop serves the others.")]
    private static Exception? TryCommit(Session session, IReadOnlyList<WriteOperation> operations)
    {
        RollBack(session);
        try
        {
            session.Execute("platform.begin");
            foreach (var operation in operations)
            {
                operation.Run(session);
            }

            session.Execute("platform.commit");
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            RollBack(session);
        }
    }

    private static void RollBack(Session session)
    {
        if (!session.InTransaction)
        {
            return;
        }

        try
        {
            session.Execute("platform.rollback");
        }
        catch (SqliteException)
        {
            // The failure that led here is what is told; a transaction that is open still is rolled back before the next begins.
        }
    }
}
