using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>Secrets and codes go in and do not come out: not in files, not in logs, not in answers.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PlantedMarks _marks = new();
    private readonly RecordingHandler _recording = new();

    [Fact]
    public async Task PlantedValues_AfterSendsOfEveryEnd_AreFoundNowhere()
    {
        // What the log says at its most talkative counts as well.
        var settings = new Dictionary<string, string?>
        {
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["Logging__LogLevel__System.Net.Http"] = "Trace",
        };
        IReadOnlyList<string> log;
        var folder = _folder["data"];
        await using (var platform = await RunningPlatform.Start(folder, settings: settings))
        {
            using var http = new HttpClient(_recording) { BaseAddress = platform.Address };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", platform.AdminKey);
            using var api = new ApiClient(http);

            await PasswordAndContent(await TenantApi.Create(api, "password"));
            await Tokens(await TenantApi.Create(api, "tokens"));
            await Mistakes(await TenantApi.Create(api, "mistakes"));
            await Mailbox(await TenantApi.Create(api, "mailbox"));

            // The data file's log is emptied and gone when the server stops, so it is looked at before, too.
            Assert.Contains(Directory.GetFiles(folder), file => file.EndsWith("-wal", StringComparison.Ordinal));
            Assert.Empty(Find(_marks, folder));
            Assert.Equal(0, await platform.Stop());
            log = platform.Output.Lines;
        }

        Assert.Contains(log, line => line.Contains("dbug", StringComparison.Ordinal) || line.Contains("trce", StringComparison.Ordinal));
        Assert.Empty(_marks.FindIn("the log", string.Join('\n', log)));
        Assert.Empty(Find(_marks, folder));
        Assert.Empty(_recording.Answers.Where(answer => !IsMailbox(answer)).SelectMany(answer => _marks.FindIn(answer, answer)));

        // The search does find what is there: addresses in the data file, and kept mail where it is asked for.
        var address = new PlantedMarks();
        address.Add("an address", "taken@example.org");
        Assert.NotEmpty(Find(address, folder));
        Assert.NotEmpty(_recording.Answers.Where(IsMailbox).SelectMany(answer => _marks.FindIn("the mailbox", answer)));
    }

    [Fact]
    public async Task Keep_WithAnotherDestination_IsRefusedAndNothingIsSentThere()
    {
        await using var home = new Correspondent { Capabilities = ["AUTH PLAIN"] };
        await using var thief = new Correspondent { Capabilities = ["AUTH PLAIN"] };
        await using var platform = await RunningPlatform.Start(_folder["data"]);
        var tenant = await TenantApi.Create(platform.Admin, "acme");
        var password = _marks.Plant("password");
        await tenant.Save(SmtpConfig.For(home.Port).WithLogin("joe", password).With("ignoreTLS", true));
        var shown = (await tenant.Get("/connector/revisions/1")).Expect(HttpStatusCode.OK).Json["config"]!.AsObject();
        Assert.Equal(1, (int)shown["auth"]!["pass"]!["keep"]!);
        Assert.NotNull((string?)shown["auth"]!["pass"]!["fingerprint"]);

        Action<JsonObject>[] changes =
        [
            config => config["host"] = "localhost",
            config => config["port"] = thief.Port,
            config => config["ignoreTLS"] = false,
            config => config["secure"] = true,
            config => config["servername"] = "thief.example",
            config => config["tls"] = new JsonObject { ["ca"] = new JsonArray(TestAuthority.SelfSigned().ExportCertificatePem()) },
        ];
        foreach (var change in changes)
        {
            var moved = shown.DeepClone().AsObject();
            change(moved);
            (await tenant.TrySave(moved)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "secret_rebind_required");
            var test = new JsonObject { ["type"] = "smtp", ["config"] = moved, ["to"] = "me@example.org", ["usageTypes"] = new JsonArray("SignIn") };
            (await tenant.Post("/connector/test", test)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "secret_rebind_required");
        }

        Assert.Equal(0, thief.Connections);
        Assert.Equal(0, home.Connections);

        // With the destination as it was, the kept password still lets us in.
        shown["replyTo"] = "answers@example.org";
        var kept = await tenant.Save(shown);
        Assert.True((bool)(await tenant.Test(kept, "me@example.org", true, "SignIn"))["ok"]!);
        Assert.Contains(home.Commands, command => command == "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0joe\0{password}")));
    }

    public void Dispose()
    {
        _recording.Dispose();
        _folder.Dispose();
    }

    /// <summary>A password, header values and a DKIM key; a server that quotes what it was told.</summary>
    private async Task PasswordAndContent(TenantApi tenant)
    {
        var password = _marks.Plant("password");
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportPkcs8PrivateKeyPem();
        _marks.Add("DKIM key", key.Split('\n')[12]);
        await using var honest = new Correspondent(answer: (mail, _) => Task.FromResult(Quote(mail)))
        {
            Capabilities = ["AUTH PLAIN"],
        };
        await using var rude = new Correspondent
        {
            Capabilities = ["AUTH PLAIN"],
            AnswerToAuth = line => $"535 5.7.8 {Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Replace('\0', ' ')} is wrong",
        };
        JsonObject Config(int port) => SmtpConfig.For(port)
            .WithLogin("joe", password)
            .With("ignoreTLS", true)
            .With("customHeaders", new JsonObject { ["X-Account"] = _marks.Plant($"header at {port}") })
            .With("dkim", new JsonObject { ["domainName"] = "example.org", ["keySelector"] = "one", ["privateKey"] = key });

        await ShowAll(tenant, await tenant.Save(Config(honest.Port)));
        await tenant.Activate(1);
        Assert.Equal("sent", await Ends(tenant, "sent", "taken"));
        Assert.Equal("failed", await Ends(tenant, "failed", "refuse"));
        Assert.Equal("retrying", await Ends(tenant, "retrying", "defer"));
        await ShowAll(tenant, await tenant.Save(Config(rude.Port)));
        await tenant.Activate(2);
        var report = await tenant.Test(2, "tester@example.org", true, "SignIn");
        Assert.Contains("is wrong", report.ToString(), StringComparison.Ordinal);
        Assert.Equal("retrying", await Ends(tenant, "retrying", "never asked"));
        (await tenant.Get("/connector/revisions/1/diff/2")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Client secret, refresh token, its successor, access token, the query of the token URL.</summary>
    private async Task Tokens(TenantApi tenant)
    {
        var access = _marks.Plant("access token");
        var successor = _marks.Plant("rotated refresh token");
        await using var good = new TokenEndpoint(_ => (200, $$"""{"access_token":"{{access}}","refresh_token":"{{successor}}","token_type":"Bearer","expires_in":3600}"""));
        await using var bad = new TokenEndpoint(form => (400, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = Uri.UnescapeDataString(form) }.ToJsonString()));
        await using var server = new Correspondent { Capabilities = ["AUTH XOAUTH2"] };
        JsonObject Config(TokenEndpoint issuer, string name) => SmtpConfig.For(server.Port)
            .With("ignoreTLS", true)
            .With("auth", new JsonObject
            {
                ["type"] = "oauth2",
                ["user"] = "joe@example.org",
                ["clientId"] = "the-client",
                ["clientSecret"] = _marks.Plant($"client secret, {name}"),
                ["refreshToken"] = _marks.Plant($"refresh token, {name}"),
                ["accessUrl"] = $"{issuer.Address}token?client={_marks.Plant($"query of the token URL, {name}")}",
            });

        await ShowAll(tenant, await tenant.Save(Config(good, "good")));
        Assert.True((bool)(await tenant.Test(1, "tester@example.org", true, "SignIn"))["ok"]!);
        Assert.NotEmpty(good.Requests);
        Assert.Contains(server.Commands, command => command.StartsWith("AUTH XOAUTH2", StringComparison.Ordinal));
        await ShowAll(tenant, await tenant.Save(Config(bad, "bad")));
        Assert.False((bool)(await tenant.Test(2, "tester@example.org", true, "SignIn"))["ok"]!);
        Assert.NotEmpty(bad.Requests);
        await tenant.Activate(2);
        Assert.Equal("retrying", await Ends(tenant, "retrying", "no token"));
    }

    /// <summary>Secrets in places where they are refused.</summary>
    private async Task Mistakes(TenantApi tenant)
    {
        var config = SmtpConfig.For(25);
        (await tenant.TrySave(config.With("dkim", new JsonObject { ["domainName"] = "example.org", ["keySelector"] = "one", ["privateKey"] = _marks.Plant("broken DKIM key") })))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid_config");
        config.Remove("dkim");
        var auth = new JsonObject
        {
            ["type"] = "oauth2",
            ["user"] = "joe@example.org",
            ["clientId"] = "the-client",
            ["clientSecret"] = _marks.Plant("client secret beside a bad URL"),
            ["refreshToken"] = _marks.Plant("refresh token beside a bad URL"),
            ["accessUrl"] = $"https://joe:{_marks.Plant("password in a URL")}@issuer.example/token",
        };
        (await tenant.TrySave(config.With("auth", auth))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid_config");
        var wrong = new JsonObject { ["user"] = "joe", ["pass"] = new JsonArray(_marks.Plant("password in a list")) };
        Assert.InRange((int)(await tenant.TrySave(config.With("auth", wrong))).Status, 400, 499);
    }

    /// <summary>Kept mail shows its content to whoever may read it, and to no file.</summary>
    private async Task Mailbox(TenantApi tenant)
    {
        await tenant.Use(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");
        Assert.Equal("sent", await Ends(tenant, "sent", "kept"));
        (await tenant.Get("/mailbox?limit=1")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Sends a marked message and looks at everything about it once it has come to its end.</summary>
    private async Task<string?> Ends(TenantApi tenant, string status, string wish)
    {
        var mark = _marks.Plant($"payload of '{wish}', {tenant.Id}");
        var id = await tenant.Send($"{wish.Replace(' ', '.')}@example.org", _marks.Plant($"code of '{wish}', {tenant.Id}"), mark: mark);
        var message = await tenant.Await(id, status);
        await tenant.AllMessages();
        (await tenant.Get("/connector")).Expect(HttpStatusCode.OK);
        (await tenant.Get("/audit")).Expect(HttpStatusCode.OK);
        return (string?)message["status"];
    }

    private static async Task ShowAll(TenantApi tenant, int revision)
    {
        (await tenant.Get($"/connector/revisions/{revision}")).Expect(HttpStatusCode.OK);
        (await tenant.Get("/connector/revisions")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Takes, refuses or defers as the recipient's name says, and quotes the content's values back.</summary>
    private static string Quote(ReceivedMail mail)
    {
        var text = string.Join(' ', mail.Content.Split("\r\n").Where(line => line.Contains("zq", StringComparison.Ordinal))).Replace("=", "", StringComparison.Ordinal);
        return mail.To switch
        {
            var to when to.Contains("refuse", StringComparison.Ordinal) => $"550 5.6.0 I do not want {text}",
            var to when to.Contains("defer", StringComparison.Ordinal) => $"451 4.3.0 Come again with {text}",
            _ => $"250 2.0.0 Taken: {text}",
        };
    }

    private static bool IsMailbox(string answer) => answer.Split('\n')[0].Contains("/mailbox?", StringComparison.Ordinal);

    private static List<string> Find(PlantedMarks marks, string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            // Locked by whoever runs on the folder, and empty.
            if (!file.EndsWith(".lock", StringComparison.Ordinal))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                found.AddRange(marks.FindIn(file, memory.GetBuffer().AsSpan(0, (int)memory.Length)));
            }
        }

        return found;
    }
}
