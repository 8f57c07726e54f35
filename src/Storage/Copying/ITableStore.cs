using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Storage.Copying;

/// <summary>A store as tables of rows, taken for this process alone; disposing it gives it back, and undoes what was not committed.</summary>
internal interface ITableStore : IAsyncDisposable
{
    /// <summary>What it is called, for people to read.</summary>
    string Place { get; }

    /// <summary>Opens it at this version's schema.</summary>
    /// <exception cref="StoreOpeningException">It cannot be opened, or somebody works on it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of what any node held: what was being sent when the last one stopped is unknown.</summary>
    Task<int> RecoverAsync(DateTimeOffset now, CancellationToken cancellationToken);

    Task<bool> IsEmptyAsync(Table table, CancellationToken cancellationToken);

    /// <summary>All rows in the order of the key, values as <see cref="ColumnKind"/> has them.</summary>
    IAsyncEnumerable<object?[]> ReadAsync(Table table, CancellationToken cancellationToken);

    /// <summary>Adds rows; they are there for others after <see cref="CommitAsync"/>.</summary>
    Task WriteAsync(Table table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    Task CommitAsync(CancellationToken cancellationToken);
}
