using EmailPlatform.Platform.Storage;
using EmailPlatform.TestKit.Peers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EmailPlatform.Storage.Postgres;

public sealed class OpeningTests : IAsyncLifetime
{
    private readonly PostgresHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _home.CreateAsync();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Database_Empty_IsMigratedOnceByAllWhoOpenItAtOnce()
    {
        var connection = await CreateEmptyAsync();

        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostgresHome.OpenAsync(connection)));

        foreach (var node in nodes)
        {
            await node.GetRequiredService<IPlatformStore>().CheckAsync(Token);
            await node.DisposeAsync();
        }

        var again = await PostgresUpkeep.MigrateAsync(new PostgresOptions(connection), Token);
        Assert.Equal(SqlFile.List("Migrations/Postgres/").Count, again.Before);
        Assert.Equal(again.Before, again.After);
    }

    [Fact]
    public async Task Migrate_OfAnEmptyDatabase_TellsFromWhereToWhere()
    {
        var update = await PostgresUpkeep.MigrateAsync(new PostgresOptions(await CreateEmptyAsync()), Token);
        Assert.Equal(new SchemaUpdate(0, SqlFile.List("Migrations/Postgres/").Count), update);
    }

    [Fact]
    public async Task Database_Empty_IsNotMigratedByTheRoleOfTheNodes()
    {
        var database = new NpgsqlConnectionStringBuilder(await CreateEmptyAsync()).Database ?? "";

        var problem = await OpenAsync(PostgresRun.ConnectionString(_home.Server, database, PostgresRun.App));

        Assert.Contains("this role may not change it", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'migrate'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_OfAnOlderVersion_AsksForMigrate()
    {
        var newest = SqlFile.List("Migrations/Postgres/").Count;
        await OutsideAsync($"DELETE FROM schema_migrations WHERE number = {newest}");

        var problem = await OpenAsync(_home.AppConnection);

        Assert.Contains($"schema is at {newest - 1}, this version needs {newest}", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'migrate'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_OfANewerVersion_IsRefused()
    {
        await OutsideAsync("INSERT INTO schema_migrations (number, name) VALUES (999, 'later')");
        Assert.Contains("newer version (schema 999", (await OpenAsync(_home.AppConnection)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_OfAnotherProgram_IsLeftAlone()
    {
        var connection = await CreateEmptyAsync();
        var database = new NpgsqlConnectionStringBuilder(connection).Database ?? "";
        await _home.Server.Run("CREATE TABLE theirs (id integer)", database, Token);

        Assert.Contains("tables of another program", (await OpenAsync(connection)).Message, StringComparison.Ordinal);
        Assert.Equal("1", await _home.Server.Run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database, Token));
    }

    [Fact]
    public async Task Password_Wrong_IsToldWithoutAnyPassword()
    {
        var connection = new NpgsqlConnectionStringBuilder(_home.AppConnection) { Password = "MARKED-PASSWORD" };

        var problem = await OpenAsync(connection.ConnectionString);

        Assert.Contains("password authentication failed", problem.Message, StringComparison.Ordinal);
        Assert.Contains("EmailPlatform__Connection", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED-PASSWORD", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_Down_IsToldWithoutThePassword()
    {
        var connection = new NpgsqlConnectionStringBuilder(_home.AppConnection) { Port = LoopbackPort.Next(), Password = "MARKED-PASSWORD" };

        var problem = await OpenAsync(connection.ConnectionString);

        Assert.Contains("Look whether the server runs", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED-PASSWORD", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Password=MARKED-PASSWORD;Colour=blue")]
    [InlineData("MARKED-PASSWORD")]
    [InlineData("Host=127.0.0.1;Port=MARKED-PASSWORD")]
    [InlineData("postgres://someone:MARKED-PASSWORD@127.0.0.1/emailplatform")]
    public async Task ConnectionString_Unreadable_IsToldWithoutIt(string connection)
    {
        var problem = await OpenAsync(connection);

        Assert.Contains("cannot be read", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED-PASSWORD", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_Several_ThePrimaryIsUsed()
    {
        var hosts = $"127.0.0.1:{LoopbackPort.Next()},127.0.0.1:{_home.Server.Port}";
        var connection = new NpgsqlConnectionStringBuilder(_home.AppConnection) { Host = hosts, TargetSessionAttributes = "primary" };

        await using var node = await PostgresHome.OpenAsync(connection.ConnectionString);

        await node.GetRequiredService<IPlatformStore>().CheckAsync(Token);
    }

    [Fact]
    public async Task Database_Missing_IsTold()
    {
        var problem = await OpenAsync(new NpgsqlConnectionStringBuilder(_home.AppConnection) { Database = "nowhere" }.ConnectionString);
        Assert.Contains("3D000", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE more (id integer)")]
    [InlineData("DROP TABLE nodes")]
    [InlineData("ALTER TABLE messages ADD COLUMN more integer")]
    [InlineData("TRUNCATE audit")]
    [InlineData("CREATE ROLE somebody")]
    [InlineData("CREATE DATABASE another")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    public async Task RoleOfTheNodes_ForAnythingButRows_IsRefused(string statement)
    {
        await using var source = NpgsqlDataSource.Create(_home.AppConnection + ";Pooling=false");
        await using var command = source.CreateCommand(statement);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Token));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static Task<StoreOpeningException> OpenAsync(string connection) => Assert.ThrowsAsync<StoreOpeningException>(() => PostgresHome.OpenAsync(connection));

    private async Task<string> CreateEmptyAsync() =>
        PostgresRun.ConnectionString(_home.Server, await _home.Server.CreateDatabase(owner: PostgresRun.Owner), PostgresRun.Owner);

    private Task<string> OutsideAsync(string sql) => _home.Server.Run(sql, _home.Database, Token);
}
