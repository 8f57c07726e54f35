using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd;

/// <summary>What you tested is what runs: receipts, the flag, the override and the limit.</summary>
public sealed class ReceiptTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Receipts_OfAllUsagesTogether_MakeARevisionTested()
    {
        var tenant = await fixture.NewTenant();
        var revision = await tenant.Save(Mailbox(), "mailbox");

        Assert.False(await IsTested(tenant, revision));
        Assert.NotNull((await tenant.Test(revision, "me@example.com", true, "Register", "SignIn"))["receipt"]);
        Assert.False(await IsTested(tenant, revision));
        Assert.NotNull((await tenant.Test(revision, "me@example.com", true, "ForgotPassword", "Generic"))["receipt"]);
        Assert.True(await IsTested(tenant, revision));
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Receipt_OfAnUnstoredTest_CountsForTheSameConfigurationStoredLater()
    {
        var tenant = await fixture.NewTenant();
        var body = new JsonObject { ["type"] = "mailbox", ["config"] = Mailbox(), ["to"] = "me@example.com" };
        Assert.True((bool)(await tenant.Post("/connector/test", body)).Expect(HttpStatusCode.OK).Json["ok"]!);
        (await tenant.Get("/connector/revisions/1")).Expect(HttpStatusCode.NotFound);

        var revision = await tenant.Save(Mailbox(), "mailbox");
        var another = await tenant.Save(Mailbox().With("fromName", "Other"), "mailbox");

        Assert.True(await IsTested(tenant, revision));
        Assert.False(await IsTested(tenant, another));
    }

    [Fact]
    public async Task UntestedRevision_NeedsForceWithAReasonThatTheAuditShows()
    {
        const string Reason = "The provider is down and customers cannot sign in.";
        var tenant = await fixture.NewTenant();
        var revision = await tenant.Save(Mailbox(), "mailbox");

        (await tenant.TryActivate(revision)).ExpectProblem(HttpStatusCode.Conflict, "untested_revision");
        (await tenant.Get("/connector")).ExpectProblem(HttpStatusCode.NotFound, "connector_not_configured");
        (await tenant.TryActivate(revision, new JsonObject { ["force"] = new JsonObject { ["reason"] = Reason } })).Expect(HttpStatusCode.OK);

        var audit = (await tenant.Get("/audit")).Expect(HttpStatusCode.OK);
        Assert.Contains(audit.Json["items"]!.AsArray(), entry => entry!.ToJsonString().Contains(Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tests_MoreThanThirtyInAnHour_AreRefusedUntilLater()
    {
        var tenant = await fixture.NewTenant();
        var neighbour = await fixture.NewTenant();
        var revision = await tenant.Save(Mailbox(), "mailbox");
        for (var number = 1; number <= 30; number++)
        {
            (await tenant.TryTest(revision, "me@example.com", send: false, "SignIn")).Expect(HttpStatusCode.OK);
        }

        var refused = (await tenant.TryTest(revision, "me@example.com", send: false, "SignIn")).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limited");

        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.InRange(refused.Headers.RetryAfter.Delta.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        (await neighbour.TryTest(await neighbour.Save(Mailbox(), "mailbox"), "me@example.com", send: false, "SignIn")).Expect(HttpStatusCode.OK);
    }

    private static JsonObject Mailbox() => new() { ["templates"] = SmtpConfig.Templates() };

    private static async Task<bool> IsTested(TenantApi tenant, int revision) =>
        (bool)(await tenant.Get($"/connector/revisions/{revision}")).Expect(HttpStatusCode.OK).Json["tested"]!;
}
