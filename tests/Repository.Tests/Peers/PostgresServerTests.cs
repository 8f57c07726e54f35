using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Repository.Peers;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Run_Statements_AnswersRowsAndColumns()
    {
        await using var server = await PostgresServer.Start();
        var database = await server.CreateDatabase();

        await server.Run("CREATE TABLE words (number int, word text); INSERT INTO words VALUES (1, 'b'), (2, 'A')", database);

        Assert.Equal("2|A\n1|b", await server.Run("SELECT * FROM words ORDER BY word", database));
        Assert.Equal("1", await server.Run("SELECT number FROM words WHERE word = 'b'", await server.CreateDatabase(database)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Run("SELECT nothing", database));
    }

    [Fact]
    public async Task ConnectionString_OverTcp_IsLetInByPasswordOnly()
    {
        await using var server = await PostgresServer.Start();
        var psql = Peer.RequireProgram("psql", "postgresql");

        Assert.Contains($"Port={server.Port};", server.ConnectionString(), StringComparison.Ordinal);
        Assert.Equal(0, (await Connect(server.Password)).ExitCode);
        Assert.NotEqual(0, (await Connect("wrong")).ExitCode);

        Task<PeerResult> Connect(string password) => PeerCommand.Run(
            psql, ["-X", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", PostgresServer.Superuser, "-c", "SELECT 1"],
            options: new PeerOptions { Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = password } });
    }

    [Fact]
    public async Task StartAgain_AfterEveryKindOfEnd_HasWhatWasCommitted()
    {
        await using var server = await PostgresServer.Start(new PostgresSetup(IsDurable: true));
        await server.Run("CREATE TABLE ends (how text)");

        foreach (var (how, end) in new (string, Func<Task>)[]
        {
            ("fast", () => server.Stop(PostgresStop.Fast)),
            ("immediate", () => server.Stop(PostgresStop.Immediate)),
            ("kill", () => server.Kill()),
        })
        {
            await server.Run($"INSERT INTO ends VALUES ('{how}')");
            await end();
            await Assert.ThrowsAsync<InvalidOperationException>(() => server.Run("SELECT 1"));
            await server.StartAgain();
        }

        Assert.Equal("fast\nimmediate\nkill", await server.Run("SELECT how FROM ends ORDER BY how"));
    }

    [Fact]
    public async Task Pause_UntilResume_AnswersNothing()
    {
        await using var server = await PostgresServer.Start();
        server.Pause();
        var asked = server.Run("SELECT 42");
        await Assert.ThrowsAsync<TimeoutException>(() => asked.WaitAsync(TimeSpan.FromSeconds(1)));

        server.Resume();

        Assert.Equal("42", await asked);
    }

    [Fact]
    public async Task DisposeAsync_WhilePausedAndInUse_LeavesNothing()
    {
        var server = await PostgresServer.Start();
        var folder = Path.GetDirectoryName(server.SocketFolder);
        var sleeping = server.Run("SELECT pg_sleep(60)");
        server.Pause();

        await server.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => sleeping);
        Assert.False(Directory.Exists(folder));
    }
}
