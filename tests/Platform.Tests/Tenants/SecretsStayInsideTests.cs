using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Plants a marked secret and a marked code, does everything there is to do, and searches all that came out or was written.</summary>
public sealed class SecretsStayInsideTests : IAsyncDisposable
{
    private const string Mark = "marked-secret";
    private const string Code = "918273";

    private readonly TestTenants _tenants = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_DoneWithASecret_ShowsItNowhere()
    {
        var shown = new StringBuilder();
        var tenant = await _tenants.CreateAsync();
        var config = TestTenants.Config();
        _tenants.Fake.Answer = (send, attempt, _) =>
        {
            attempt.Stages?.Add(Stage.Auth, true, $"AUTH {send.Pass}: 235, {send.Mail.Content?.Subject}", attempt.Stages.Begin());
            return Task.FromResult(new Outcome(OutcomeKind.Accepted, null, "250", $"ok {send.Pass} {send.Mail.Content?.Text}"));
        };
        var request = new TestRequest("to@example.com", Payload: TestTenants.Json($$"""{ "code": "{{Code}}" }"""));

        Show(await tenant.AddRevisionAsync(new NewRevision("fake", config, "comment"), TestTenants.By, Token));
        Show(await tenant.AddRevisionAsync(new NewRevision("fake", TestTenants.Config(pass: "\"another\"")), TestTenants.By, Token));
        Show(await tenant.AddRevisionAsync(new NewRevision("fake", TestTenants.Config("evil", """{ "keep": 1 }""")), TestTenants.By, Token));
        Show(await tenant.AddRevisionAsync(new NewRevision("fake", TestTenants.Json($$"""{ "pass": "{{Mark}}" }""")), TestTenants.By, Token));
        var tested = await tenant.TestAsync(1, request, TestTenants.By, Token);
        Show(tested);
        Show(tested.Value?.Results[0].Outcome);
        Show(string.Join('\n', tested.Value?.Results[0].Stages ?? []));
        Show(await tenant.TestAsync(new NewRevision("fake", config), request, TestTenants.By, Token));
        Show(await tenant.ActivateAsync(new ActivationRequest(1), TestTenants.By, Token));
        Show(await tenant.ConnectorAsync(Token));
        Show(string.Join('\n', (await tenant.DiffAsync(1, 2, Token)).Value ?? []));
        Show(string.Join('\n', (await tenant.ListRevisionsAsync(null, 10, Token)).Items));
        Show(string.Join('\n', await tenant.ListReceiptsAsync(null, 10, Token)));
        Show(string.Join('\n', _tenants.Store.Audit.Entries.Select(entry => $"{entry} {string.Join(' ', entry.Details)}")));
        foreach (var number in new[] { 1, 2 })
        {
            var revision = await _tenants.Store.Tenants.FindRevisionAsync(tenant.Id, number, Token);
            Show(Encoding.Latin1.GetString(Assert.IsType<byte[]>(revision?.SealedConfig)));
        }

        Assert.Contains(Mark, _tenants.Fake.Sent.Select(sent => sent.Pass));
        Assert.Contains("fingerprint", shown.ToString());
        Assert.Contains("AUTH ***: 235", shown.ToString());
        Assert.DoesNotContain(Mark, shown.ToString());
        Assert.DoesNotContain(Code, shown.ToString());

        void Show(object? value) => shown.AppendLine(value?.ToString());
    }

    [Fact]
    public async Task Key_ItsText_IsShownOnceAndWrittenNowhere()
    {
        var tenant = await _tenants.CreateAsync();
        var created = (await _tenants.Keys.CreateTenantKeyAsync([tenant.Id], new Keys.NewKey("app", ["keys"]), Keys.Caller.System, Token)).Value;
        var text = created?.Text?.Reveal() ?? "";
        Assert.StartsWith("ep_", text);
        Assert.DoesNotContain(text, created?.ToString());
        Assert.DoesNotContain(text, string.Join('\n', await _tenants.Keys.ListAsync(tenant.Id, null, 10, Token)));
        Assert.DoesNotContain(
            created?.Key.Hash ?? "", string.Join('\n', _tenants.Store.Audit.Entries.Select(entry => $"{entry} {string.Join(' ', entry.Details)}")));
    }

    public ValueTask DisposeAsync() => _tenants.DisposeAsync();
}
