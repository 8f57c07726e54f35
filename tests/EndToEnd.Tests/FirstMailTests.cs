using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>What the README promises to a newcomer, through the mailbox and through real mail servers.</summary>
public sealed class FirstMailTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Mailbox_FirstMail_IsThere()
    {
        var tenant = await fixture.NewTenant();
        var revision = await tenant.Save(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");

        var report = await tenant.Test(revision, "me@example.com");
        Assert.True((bool)report["ok"]!, report.ToString());
        Assert.Equal(SmtpConfig.Usages.Order(), report["results"]!.AsArray().Select(result => (string)result!["usageType"]!).Order());
        Assert.NotNull(report["receipt"]);

        var activated = (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(1, (long)activated["epoch"]!);
        Assert.Equal(revision, (int)activated["revision"]!);
        Assert.Null(activated["previous"]);

        var answer = (await tenant.TrySend(TenantApi.Message("ada@example.com", "271828"))).Expect(HttpStatusCode.Accepted).Json;
        Assert.Equal(1, (long)answer["epoch"]!);
        await tenant.Await((string)answer["id"]!, "sent");

        var mails = (await tenant.Get("/mailbox")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var mail = Assert.Single(mails, mail => (string)mail!["to"]! == "ada@example.com")!;
        Assert.Equal("SignIn: your code", (string)mail["subject"]!);
        var whole = (await tenant.Get($"/mailbox/{mail["id"]}")).Expect(HttpStatusCode.OK).Json;
        Assert.Contains("your code is <b>271828</b>", (string)whole["html"]!, StringComparison.Ordinal);
        Assert.Contains("271828", (string)whole["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sink_TestedActivatedSent_ArrivesAndIsExplained()
    {
        await using var sink = await SmtpSink.Start(keepMail: true);
        var tenant = await fixture.NewTenant();
        var revision = await tenant.Save(SmtpConfig.For(sink.Port));
        Assert.True((bool)(await tenant.Test(revision))["ok"]!);
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);

        var answer = (await tenant.TrySend(TenantApi.Message("ada@example.com", "314159"), wait: 20)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("sent", (string)answer["status"]!);
        var attempt = Assert.Single(answer["attempts"]!.AsArray())!;
        Assert.Equal(1, (int)attempt["number"]!);
        Assert.Equal("accepted", (string)attempt["outcome"]!);
        Assert.Equal("smtp", (string)attempt["connectorType"]!);
        Assert.Equal(revision, (int)attempt["revision"]!);
        Assert.Equal(1, (long)attempt["epoch"]!);
        Assert.True((double)attempt["milliseconds"]! > 0);

        var message = await tenant.Message((string)answer["id"]!);
        Assert.True(JsonNode.DeepEquals(answer, message), $"{answer}\n{message}");
        Assert.Equal(["accepted", "attempt", "sent"], message["timeline"]!.AsArray().Select(entry => (string)entry!["event"]!));

        var mail = Assert.Single(sink.Mails, mail => mail.Contains("ada@example.com", StringComparison.Ordinal));
        Assert.Contains("314159", mail, StringComparison.Ordinal);
        Assert.Contains("app@example.org", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postfix_WithStartTlsAndPassword_ArrivesInTheInbox()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var dovecot = await DovecotServer.Start();
        await using var postfix = await PostfixServer.Start(certificate, dovecot);
        var tenant = await fixture.NewTenant();
        var config = SmtpConfig.For(postfix.PlainPort)
            .WithLogin(DovecotServer.User, DovecotServer.Password)
            .With("tls", new JsonObject { ["ca"] = new JsonArray(authority.Roots[0].ExportCertificatePem()) });
        var revision = await tenant.Save(config);
        var report = await tenant.Test(revision, "tester@example.org", true, "SignIn");
        Assert.True((bool)report["ok"]!, report.ToString());

        // One usage of four is tested: not enough to go live.
        (await tenant.TryActivate(revision)).ExpectProblem(HttpStatusCode.Conflict, "untested_revision");
        Assert.True((bool)(await tenant.Test(revision, "tester@example.org", true, "Register", "ForgotPassword", "Generic"))["ok"]!);
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);

        var answer = (await tenant.TrySend(TenantApi.Message("ada@example.org", "161803"), wait: 20)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("sent", (string)answer["status"]!);
        var mail = await postfix.WaitForMail("161803", TestContext.Current.CancellationToken);
        Assert.Contains("ada@example.org", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefer_OfALongerWaitThanAllowed_IsRefused()
    {
        var tenant = await fixture.NewTenant();
        await tenant.Use(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");

        (await tenant.TrySend(TenantApi.Message("ada@example.com"), wait: 31)).ExpectProblem(HttpStatusCode.BadRequest, "invalid_request");
    }
}
