using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>Who repeats a request under its key until it is answered has one message, whatever happened meanwhile.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private const int Kills = 4;
    private const int Senders = 20;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Answer_LostWithAKilledServer_IsGivenByTheNextOne()
    {
        await using var correspondent = new Correspondent();
        var message = TenantApi.Message("ada@example.org");
        string key;
        await using (var first = await RunningPlatform.Start(_folder["data"]))
        {
            key = first.AdminKey;
            var tenant = await TenantApi.Create(first.Admin, "acme");
            await tenant.Use(SmtpConfig.For(correspondent.Port));

            // A caller who never gets to read the answer: what it asked for was committed, or no mail would have come.
            using var caller = new TcpClient();
            await caller.ConnectAsync(first.Address.Host, first.Address.Port);
            var body = message.ToJsonString();
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {tenant.Path}/messages HTTP/1.1\r\nHost: {first.Address.Authority}\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: once\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            await correspondent.WaitForMails(1);
            await tenant.Await((string)Assert.Single(await tenant.AllMessages())["id"]!, "sent");
            await first.Kill();
        }

        await using var second = await RunningPlatform.Start(_folder["data"], key);
        var again = new TenantApi(second.Admin, "acme");
        var answer = (await again.TrySend(message, key: "once")).Expect(HttpStatusCode.Accepted);
        var waited = (await again.TrySend(message, wait: 20, key: "once")).Expect(HttpStatusCode.OK);

        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal((string?)Assert.Single(await again.AllMessages())["id"], (string?)answer.Json["id"]);
        Assert.Equal(("sending", "sent"), ((string?)answer.Json["status"], (string?)waited.Json["status"]));
        Assert.Single(correspondent.Mails);
        (await again.TrySend(TenantApi.Message("bob@example.org"), key: "once")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_conflict");
    }

    [Fact]
    public async Task Load_RepeatedUntilAnsweredOverKills_IsOneMessageForEachKey()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        var platform = await RunningPlatform.Start(_folder["data"]);
        try
        {
            var key = platform.AdminKey;
            var tenant = await TenantApi.Create(platform.Admin, "acme");
            await tenant.Use(SmtpConfig.For(sink.Port));
            var door = new Door(tenant);
            var accepted = new Ledger();
            using var over = new CancellationTokenSource();
            var load = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => Load(door, sender, accepted, over.Token))).ToList();
            for (var kill = 0; kill < Kills; kill++)
            {
                await accepted.WaitForMore(60);
                door.Close();
                await platform.Kill();
                await platform.DisposeAsync();
                platform = await RunningPlatform.Start(_folder["data"], key);
                door.Open(new TenantApi(platform.Admin, "acme"));
            }

            await accepted.WaitForMore(20);
            await over.CancelAsync();
            await Task.WhenAll(load);
            var again = new TenantApi(platform.Admin, "acme");
            Assert.Equal(accepted.Marks.Keys.Order(), (await again.AllMessages()).Select(message => (string)message["id"]!).Order());
            (await MailAccount.Take(again, accepted, sink)).ExpectNothingLost();
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Load(Door door, int sender, Ledger accepted, CancellationToken over)
    {
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var mark = Ledger.Mark(sender, number);
            var message = TenantApi.Message($"user{sender}-{number}@example.org", mark: mark);
            ApiAnswer? answer;
            do
            {
                answer = await TrySend(door, message, mark);
            }
            while (answer is null);

            accepted.Add((string)answer.Expect(HttpStatusCode.Accepted).Json["id"]!, mark);
        }
    }

    /// <returns><c>null</c> when the server was killed in the middle of it.</returns>
    private static async Task<ApiAnswer?> TrySend(Door door, JsonObject message, string key)
    {
        try
        {
            var tenant = await door.Enter(CancellationToken.None);
            return await tenant.TrySend(message, key: key, cancellationToken: CancellationToken.None);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }
}
