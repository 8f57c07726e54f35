using EmailPlatform.Platform.Storage;
using EmailPlatform.Storage.Sqlite.Opening;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Sqlite;

public sealed class OpeningTests : IAsyncLifetime
{
    private readonly SqliteHome _home = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Folder_HeldByAnotherStore_IsToldWithTheRemedy()
    {
        await using var first = await _home.OpenAsync();

        var problem = await Assert.ThrowsAsync<StoreOpeningException>(_home.OpenAsync);

        Assert.Contains("locked by another process", problem.Message, StringComparison.Ordinal);
        Assert.Contains(_home.Folder, problem.Message, StringComparison.Ordinal);
        Assert.Contains("--data", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_AfterClosing_CanBeTakenAgain()
    {
        await (await _home.OpenAsync()).DisposeAsync();
        await using var again = await _home.OpenAsync();
        await again.GetRequiredService<IPlatformStore>().CheckAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Folder_BelowAFile_CannotBeMade()
    {
        var file = Path.Combine(_home.Folder, "file");
        await System.IO.File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var problem = await OpenInAsync(Path.Combine(file, "data"));
        Assert.Contains("cannot be made", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_NotWritable_IsTold()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes are needed.");

        // Not even root writes there.
        var folder = Environment.IsPrivilegedProcess ? "/proc/self" : Directory.CreateDirectory(Path.Combine(_home.Folder, "shut"), UnixFileMode.UserRead).FullName;

        var problem = await OpenInAsync(folder);
        Assert.Contains($"{folder} cannot be written", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoDatabase_IsToldAsDamaged()
    {
        await System.IO.File.WriteAllTextAsync(_home.File, new string('x', 9000), TestContext.Current.CancellationToken);

        var problem = await Assert.ThrowsAsync<StoreOpeningException>(_home.OpenAsync);
        Assert.Contains("is damaged", problem.Message, StringComparison.Ordinal);
        Assert.Contains("backup", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_CutOff_IsToldAsDamagedAndLeavesTheFolderFree()
    {
        await (await _home.OpenAsync()).DisposeAsync();
        await using (var file = System.IO.File.OpenWrite(_home.File))
        {
            file.SetLength(4096);
        }

        for (var i = 0; i < 2; i++)
        {
            var problem = await Assert.ThrowsAsync<StoreOpeningException>(_home.OpenAsync);
            Assert.Contains("is damaged", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_OfANewerVersion_IsRefused()
    {
        await (await _home.OpenAsync()).DisposeAsync();
        Change($"PRAGMA user_version = {Migrator.Newest + 1}");

        var problem = await Assert.ThrowsAsync<StoreOpeningException>(_home.OpenAsync);
        Assert.Contains("newer version", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_OfAnotherProgram_IsRefusedUnchanged()
    {
        Change("CREATE TABLE theirs (id INTEGER)");

        var problem = await Assert.ThrowsAsync<StoreOpeningException>(_home.OpenAsync);
        Assert.Contains("another program", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_Made_IsReadableByItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes are needed.");
        await using var services = await _home.OpenAsync();
        await services.GetRequiredService<IPlatformStore>().CheckAsync(TestContext.Current.CancellationToken);

        foreach (var file in Directory.GetFiles(_home.Folder, "emailplatform.db*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void NativeLibrary_InUse_IsNewEnough()
    {
        NativeSqlite.Prepare();
        Assert.True(NativeSqlite.Version >= 3_035_000, $"SQLite {NativeSqlite.Version}");
    }

    private static async Task<StoreOpeningException> OpenInAsync(string folder)
    {
        await using var services = new ServiceCollection().AddLogging().AddSqliteStorage(new SqliteOptions(folder)).BuildServiceProvider();
        return await Assert.ThrowsAsync<StoreOpeningException>(
            () => services.GetRequiredService<IPlatformStore>().OpenAsync(TestContext.Current.CancellationToken));
    }

    private void Change(string sql)
    {
        NativeSqlite.Prepare();
        using var connection = new SqliteConnection($"Data Source={_home.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
