using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>A server that is killed again and again under load loses nothing that it has accepted.</summary>
public sealed partial class KillLoopTests : IDisposable
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
            var accepted = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            using var over = new CancellationTokenSource();
            var load = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => Load(door, sender, accepted, over.Token))).ToList();

            var random = new Random(Seed);
            for (var kill = 0; kill < Kills; kill++)
            {
                using var wait = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(300, 1_500)));
                await wait.WaitForNextTickAsync();
                door.Close();
                await platform.Kill();
                await platform.DisposeAsync();
                platform = await RunningPlatform.Start(_folder["data"], key);
                door.Open(new TenantApi(platform.Admin, "acme"));
            }

            await over.CancelAsync();
            await Task.WhenAll(load);
            await Account(new TenantApi(platform.Admin, "acme"), sink, accepted);
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

    private static async Task Account(TenantApi tenant, SmtpSink sink, ConcurrentDictionary<string, string> accepted)
    {
        foreach (var id in accepted.Keys)
        {
            await tenant.Await(id, "sent", seconds: 60);
        }

        // A message may have been accepted whose answer the kill swallowed: it counts for the copies, not for the promise.
        var (all, unknown) = (0, 0);
        foreach (var listed in await tenant.AllMessages())
        {
            var message = await tenant.Await((string)listed["id"]!, "sent");
            all++;
            unknown += message["attempts"]!.AsArray().Count(attempt => (string?)attempt!["outcome"] == "unknown");
        }

        var arrivals = sink.Mails
            .Select(mail => MarkPattern().Match(mail))
            .Where(match => match.Success)
            .GroupBy(match => match.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var lost = accepted.Values.Count(mark => !arrivals.ContainsKey(mark));
        var copies = arrivals.Values.Sum(count => count - 1);
        var account = string.Create(
            CultureInfo.InvariantCulture,
            $"accepted {accepted.Count} ({all} with those whose answer was lost), delivered {arrivals.Count}, copies {copies}, unknown {unknown}, lost {lost}");
        TestContext.Current.TestOutputHelper?.WriteLine(account);

        Assert.True(accepted.Count > Kills, account);
        Assert.True(lost == 0, account);
        Assert.True(arrivals.Count == all, account);
        Assert.True(copies <= unknown, account);
    }

    private static async Task Load(Door door, int sender, ConcurrentDictionary<string, string> accepted, CancellationToken over)
    {
        using var pace = new PeriodicTimer(SendEvery);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            try
            {
                var tenant = await door.Enter(over);
                var mark = string.Create(CultureInfo.InvariantCulture, $"mark-{sender}-{number}-end");
                var answer = await tenant.TrySend(TenantApi.Message($"user{sender}-{number}@example.org", mark: mark), cancellationToken: CancellationToken.None);
                accepted[(string)answer.Expect(HttpStatusCode.Accepted).Json["id"]!] = mark;
                await pace.WaitForNextTickAsync(over);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed in the middle of the request: nothing was promised.
            }
        }
    }

    // Both parts of a mail hold the mark; the end of the last one tells that the mail came whole.
    [GeneratedRegex(@"mark-\d+-\d+-end(?=[\s\S]*\n--[^\r\n]+--\s*$)")]
    private static partial Regex MarkPattern();

    /// <summary>Lets the load through while a server runs.</summary>
    private sealed class Door(TenantApi tenant)
    {
        private TaskCompletionSource<TenantApi> _open = Opened(tenant);

        public Task<TenantApi> Enter(CancellationToken cancellationToken) => Volatile.Read(ref _open).Task.WaitAsync(cancellationToken);

        public void Close() => Volatile.Write(ref _open, new TaskCompletionSource<TenantApi>(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Open(TenantApi tenant) => Volatile.Read(ref _open).SetResult(tenant);

        private static TaskCompletionSource<TenantApi> Opened(TenantApi tenant)
        {
            var opened = new TaskCompletionSource<TenantApi>(TaskCreationOptions.RunContinuationsAsynchronously);
            opened.SetResult(tenant);
            return opened;
        }
    }
}
