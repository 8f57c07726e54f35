using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>
/// The operator runs a built-in service through a mail server of the house, in production, where tenants could not name it.
/// Tenants bring a name and send; of the server they learn nothing, and beyond the caps they are told when to come back.
/// </summary>
public sealed partial class BuiltInTests : IAsyncLifetime
{
    private const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private const string User = "relay-user@operator.internal";
    private const string Password = "marked-relay-password";

    private readonly TemporaryFolder _folder = new();
    private readonly Correspondent _server;
    private RunningPlatform? _platform;
    private string _authAnswer = "235 2.7.0 Welcome";

    public BuiltInTests() =>
        _server = new Correspondent { Capabilities = ["AUTH PLAIN LOGIN"], AnswerToAuth = _ => Volatile.Read(ref _authAnswer) };

    private RunningPlatform Platform => _platform ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _platform = await RunningPlatform.Start(_folder["data"], AdminKey, new Dictionary<string, string?>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["EmailPlatform__AdminKey"] = AdminKey,
        ["EmailPlatform__EncryptionKeys__0"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["EmailPlatform__BuiltIn__Type"] = "smtp",
        ["EmailPlatform__BuiltIn__Config__host"] = "127.0.0.1",
        ["EmailPlatform__BuiltIn__Config__port"] = _server.Port.ToString(CultureInfo.InvariantCulture),
        ["EmailPlatform__BuiltIn__Config__ignoreTLS"] = "true",
        ["EmailPlatform__BuiltIn__Config__fromEmail"] = "Operator <no-reply@operator.example>",
        ["EmailPlatform__BuiltIn__Config__auth__user"] = User,
        ["EmailPlatform__BuiltIn__Config__auth__pass"] = Password,
        ["EmailPlatform__BuiltIn__Caps__RecipientHour"] = "12",
    });

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Tenant_WithANameAndNothingElse_SendsInThreeLanguagesUntilTheCap()
    {
        var type = (await Platform.Admin.Get("/api/connector-types/built-in", TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
        Assert.True((bool)type.Json["available"]!);
        var tenant = await NewTenant("acme");
        var revision = await tenant.Save(
            new JsonObject { ["senderName"] = "Acme", ["companyInformation"] = "Acme S.A., Springfield", ["appLogo"] = "https://acme.example/logo.png" }, "logto-email");

        var report = await tenant.Test(revision);
        Assert.True((bool)report["ok"]!, report.ToJsonString());
        Assert.Equal(9, report["results"]!.AsArray().Count);
        (await tenant.TryActivate(revision)).Expect(HttpStatusCode.OK);

        foreach (var (locale, usage, word) in new[] { ("de-AT", "SignIn", "anzumelden"), ("ja-JP", "ForgotPassword", "パスワードの再設定"), ("zh-TW", "BindMfa", "開啟兩步驟驗證") })
        {
            var before = _server.Mails.Count;
            (await tenant.TrySend(Message("ada@example.net", usage, locale), wait: 20)).Expect(HttpStatusCode.OK);
            var mail = (await _server.WaitForMails(before + 1))[^1];
            Assert.Contains("no-reply@operator.example", mail.From, StringComparison.Ordinal);
            Assert.Matches("From: \"?Acme\"? <no-reply@operator.example>", mail.Content);
            var (text, html) = Parts(mail.Content);
            Assert.Contains(word, text, StringComparison.Ordinal);
            Assert.Contains("654321", text, StringComparison.Ordinal);
            Assert.Contains("Acme S.A., Springfield", text, StringComparison.Ordinal);
            Assert.Contains(word, html, StringComparison.Ordinal);
            Assert.Contains(">654321</div>", html, StringComparison.Ordinal);
            Assert.Contains("src=\"https://acme.example/logo.png\"", html, StringComparison.Ordinal);
        }

        // Another tenant counts for the same recipient.
        var other = await NewTenant("beta");
        await other.Use([], "built-in");
        for (var number = 3; number < 12; number++)
        {
            (await (number % 2 == 0 ? tenant : other).TrySend(Message("ADA@example.net", "Generic", null), wait: 20)).Expect(HttpStatusCode.OK);
        }

        var refused = (await other.TrySend(Message("ada@example.net", "SignIn", "de"))).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
        (await other.TrySend(Message("bob@example.net", "SignIn", "de"), wait: 20)).Expect(HttpStatusCode.OK);
        (await other.TryTest(1, "tester@example.org", true, "SignIn", "Register", "Generic", "BindMfa")).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Fact]
    public async Task Tenant_WhileTheOperatorsServerRefuses_LearnsNothingOfIt()
    {
        Volatile.Write(ref _authAnswer, $"535 5.7.8 {User} with {Password} is unknown to smtp-7.operator.internal");
        var tenant = await NewTenant("curious");
        var revision = await tenant.Save([], "built-in");

        var report = await tenant.Test(revision, usages: "SignIn");
        await tenant.Activate(revision);
        var sent = (await tenant.TrySend(Message("ada@example.net", "SignIn", null), wait: 2)).Expect(HttpStatusCode.OK).Json;
        var message = await tenant.Await((string)sent["id"]!, found => found["attempts"]!.AsArray().Count > 0, "have an attempt");
        var connector = (await tenant.Get("/connector")).Expect(HttpStatusCode.OK).Text;

        Assert.False((bool)report["ok"]!);
        Assert.Equal("built_in_unavailable", (string?)message["attempts"]![0]!["code"]);
        foreach (var seen in new[] { report.ToJsonString(), message.ToJsonString(), connector, (await tenant.Get("/audit")).Text, (await tenant.Get("/connector/revisions")).Text })
        {
            Assert.DoesNotContain("operator", seen.Replace("its operator sees why", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("127.0.0.1:", seen, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, seen, StringComparison.Ordinal);
        }

        await Platform.Output.WaitFor(line => line.Contains("The built-in service's smtp answered", StringComparison.Ordinal) && line.Contains("535", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(Password, Platform.Output.ToString(), StringComparison.Ordinal);
    }

    private Task<TenantApi> NewTenant(string id) => TenantApi.Create(Platform.Admin, id, new JsonObject { ["environment"] = "production" });

    private static JsonObject Message(string to, string usage, string? locale) => new()
    {
        ["to"] = to,
        ["usageType"] = usage,
        ["locale"] = locale,
        ["payload"] = new JsonObject { ["code"] = "654321" },
    };

    /// <summary>The text and the HTML of a mail that has both.</summary>
    private static (string Text, string Html) Parts(string content)
    {
        var boundary = Boundary().Match(content).Groups[1].Value;
        var parts = content.Split($"--{boundary}").Skip(1).Take(2).Select(Decode).ToList();
        return (parts[0], parts[1]);
    }

    private static string Decode(string part)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (headers, body) = (part[..end], part[(end + 4)..]);
        if (headers.Contains("base64", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(body));
        }

        if (!headers.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        var octets = Octet().Replace(body.Replace("=\r\n", "", StringComparison.Ordinal), match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString());
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets));
    }

    [GeneratedRegex("boundary=\"?([^\"\r\n;]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Octet();
}
