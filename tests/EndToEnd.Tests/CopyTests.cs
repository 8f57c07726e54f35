using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>An installation moves from its data folder to PostgreSQL and back, with mail on its way, as the operator does it.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Installation_MovedToPostgresAndBack_GoesOnWhereItStood()
    {
        await using var database = await PostgresServer.Start();
        await database.RunFile(Path.Combine(AppContext.BaseDirectory, "roles.sql"), []);
        await database.Run("ALTER ROLE emailplatform_owner PASSWORD 'owner'; ALTER ROLE emailplatform_app PASSWORD 'app'");
        var owner = database.ConnectionString("emailplatform", "emailplatform_owner", "owner");
        var app = database.ConnectionString("emailplatform", "emailplatform_app", "app");
        var port = LoopbackPort.Next();
        string waiting;
        string key;
        await using (var first = await RunningPlatform.Start(_folder["data"]))
        {
            key = first.AdminKey;
            var tenant = await TenantApi.Create(first.Admin, "acme");
            await tenant.Use(SmtpConfig.For(port));
            waiting = await tenant.Send("ada@example.org");
            await tenant.Await(waiting, "retrying");
            await first.Kill();
        }

        // The key that the first start made goes with the data.
        var encryptionKey = (await File.ReadAllTextAsync(_folder["data/encryption.key"])).Trim();
        var there = await Run("copy", "--to", "postgres", "--data", _folder["data"], "--connection", owner);
        Assert.Contains("messages: 1 rows, all the same", there, StringComparison.Ordinal);
        Assert.Contains("is not empty", await Run("copy", "--to", "postgres", "--data", _folder["data"], "--connection", owner), StringComparison.Ordinal);

        await using var correspondent = new Correspondent(port);
        var settings = new Dictionary<string, string?>
        {
            ["EmailPlatform__Store"] = "postgres",
            ["EmailPlatform__Connection"] = app,
            ["EmailPlatform__AdminKey"] = key,
            ["EmailPlatform__EncryptionKeys__0"] = encryptionKey,
        };
        string sent;
        await using (var second = await RunningPlatform.Start(_folder["unused"], key, settings))
        {
            var tenant = new TenantApi(second.Admin, "acme");
            await tenant.Await(waiting, "sent");
            sent = await tenant.Send("bob@example.org");
            await tenant.Await(sent, "sent");
            Assert.False(Directory.Exists(_folder["unused"]), "A node on PostgreSQL needs no data folder.");
            Assert.Equal(0, await second.Stop());
        }

        var back = await Run("copy", "--to", "sqlite", "--data", _folder["back"], "--connection", owner);
        Assert.Contains("messages: 2 rows, all the same", back, StringComparison.Ordinal);
        await using var third = await RunningPlatform.Start(
            _folder["back"], key, new Dictionary<string, string?> { ["EmailPlatform__EncryptionKeys__0"] = encryptionKey });
        var again = new TenantApi(third.Admin, "acme");
        Assert.Equal(["sent", "sent"], (await again.AllMessages()).Select(message => (string?)message["status"]));
        await again.Await(await again.Send("eve@example.org"), "sent");
        Assert.Equal(3, correspondent.Mails.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What a command prints, on either stream.</summary>
    private static async Task<string> Run(params string[] arguments)
    {
        await using var process = await RunningPlatform.StartProcess(arguments, PeerReady.AtOnce);
        await process.WaitForExit();
        return process.Output.ToString();
    }
}
