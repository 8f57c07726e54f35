using System.Diagnostics;
using EmailPlatform.Storage.Sqlite.Engine;
using EmailPlatform.TestKit.Time;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmailPlatform.Storage.Sqlite;

/// <summary>Emptying the write-ahead log must neither be forgotten nor waited for.</summary>
public sealed class TruncationTests : IAsyncLifetime
{
    private const long FewPages = 8 * 4096;

    private readonly SqliteHome _home = new();
    private readonly ManualTime _time = new();
    private readonly SqliteDatabase _database;

    public TruncationTests() => _database = new SqliteDatabase(new SqliteOptions(_home.Folder), _time, NullLogger<SqliteDatabase>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Log_WhileAReaderIsInTheWay_IsNotWaitedFor_AndEmptiedSoonAfter()
    {
        await WriteAsync();
        await using (var reader = new SqliteConnection($"Data Source={_home.File};Pooling=False"))
        {
            await reader.OpenAsync(Token);
            using var command = reader.CreateCommand();
            command.CommandText = "BEGIN; SELECT count(*) FROM counters;";
            await command.ExecuteScalarAsync(Token);
            for (var i = 0; i < 20; i++)
            {
                await WriteAsync();
            }

            // The busy handler would keep the writer for its whole five seconds.
            var watch = Stopwatch.StartNew();
            _time.Advance(TimeSpan.FromSeconds(30));
            await WriteAsync();
            await WriteAsync();
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
            Assert.InRange(LogLength(), FewPages, long.MaxValue);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        await WriteAsync();
        await WriteAsync();
        Assert.InRange(LogLength(), 0, FewPages);
    }

    [Fact]
    public async Task Log_OfAnIdleStore_IsEmptied()
    {
        for (var i = 0; i < 20; i++)
        {
            await WriteAsync();
        }

        Assert.InRange(LogLength(), FewPages, long.MaxValue);
        _time.Advance(TimeSpan.FromSeconds(30));

        // The truncation follows the batch that the timer made; what comes after it finds it done.
        await WriteAsync();
        await WriteAsync();
        Assert.InRange(LogLength(), 0, FewPages);
    }

    private Task WriteAsync() => _database.WriteAsync(session => session.Execute("platform.count_up", ("name", "ours")), Token);

    private long LogLength() => new FileInfo(_home.File + "-wal").Length;
}
