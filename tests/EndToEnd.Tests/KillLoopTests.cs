using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A server that is killed again and again under load loses nothing that it has accepted.</summary>
public sealed class KillLoopTests : IDisposable
{
    private const int Kills = 5;
    private const int Senders = 20;
    private const int Seed = 20261120;
    private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(200);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Load_WithFiveKills_IsDeliveredWholeAndCopiesAreOwnedUpTo()
    {
        // Some final replies take a second or more, so that kills fall between a mail and its reply.
        await using var sink = await SmtpSink.Start(keepMail: true, "-W", ".:1:4");
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

            var random = new Random(Seed);
            for (var kill = 0; kill < Kills; kill++)
            {
                // By progress, not by time: on a busy machine a kill after so many milliseconds finds nothing done yet.
                await accepted.WaitForMore(random.Next(20, 120));
                door.Close();
                await platform.Kill();
                await platform.DisposeAsync();
                platform = await RunningPlatform.Start(_folder["data"], key);
                door.Open(new TenantApi(platform.Admin, "acme"));
            }

            await over.CancelAsync();
            await Task.WhenAll(load);
            var account = await MailAccount.Take(new TenantApi(platform.Admin, "acme"), accepted, sink);
            account.ExpectNothingLost();
            Assert.True(account.Accepted > Kills, account.ToString());
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    [Fact]
    public async Task FirstStart_KilledAtAnyMoment_StartsAgain()
    {
        const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
        var settings = new Dictionary<string, string?> { ["EmailPlatform__AdminKey"] = AdminKey };
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            string[] arguments = ["--data", _folder["data"], "--urls", "http://127.0.0.1:0"];
            await using var process = await RunningPlatform.StartProcess(arguments, PeerReady.AtOnce, settings);
            using var wait = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(200, 1_500)));
            await wait.WaitForNextTickAsync();
            process.Signal(PeerSignal.Kill);
            await process.WaitForExit();
            Assert.DoesNotContain(process.Output.Lines, line => line.Contains("cannot start", StringComparison.Ordinal));
        }

        await using var platform = await RunningPlatform.Start(_folder["data"], AdminKey, settings);
        var tenant = await TenantApi.Create(platform.Admin, "acme");
        await tenant.Use(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");
        await tenant.Await(await tenant.Send("ada@example.org"), "sent");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Load(Door door, int sender, Ledger accepted, CancellationToken over)
    {
        using var pace = new PeriodicTimer(SendEvery);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            try
            {
                var tenant = await door.Enter(over);
                var mark = Ledger.Mark(sender, number);
                var answer = await tenant.TrySend(TenantApi.Message($"user{sender}-{number}@example.org", mark: mark), cancellationToken: CancellationToken.None);
                accepted.Add((string)answer.Expect(HttpStatusCode.Accepted).Json["id"]!, mark);
                await pace.WaitForNextTickAsync(over);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed in the middle of the request: nothing was promised.
            }
        }
    }
}
