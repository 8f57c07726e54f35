using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.HttpCalls;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.OAuth;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Platform.Testing;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace EmailPlatform.TestKit.Tenants;

/// <summary>
/// One node's tenants on stores in memory, with fake connector types: <c>fake</c>, <c>keeper</c> for development
/// tenants only, and <c>plain</c>, which can send text and nothing else. Several on one <see cref="MemoryStore"/> are several nodes.
/// </summary>
public sealed class TestTenants : IAsyncDisposable
{
    /// <param name="house">Whether the operator runs what <see cref="House"/> sends through.</param>
    public TestTenants(MemoryStore? store = null, ManualTime? time = null, TestTenants? sameInstallation = null, int hosted = 1000, HttpMessageHandler? web = null, bool house = true)
    {
        Time = time ?? sameInstallation?.Time ?? new ManualTime();
        Store = store ?? sameInstallation?.Store ?? new MemoryStore(Time);
        Ring = sameInstallation?.Ring ?? new KeyRing(EncryptionKey.Generate());
        var fingerprints = sameInstallation?._fingerprints ?? Fingerprints.Create(Ring, out _);
        _fingerprints = fingerprints;
        _http = new HttpMessageInvoker(web ?? new SocketsHttpHandler(), disposeHandler: web is null);
        var catalog = new ConnectorCatalog([Fake, Keeper, Plain, House]);
        Surroundings = new ConnectorSurroundings(
            new NoNetwork(), _http, new ProviderHttp(new NoNetwork(), new NetworkOptions(), _http, ProviderEndpoints.None), new OAuthClient(_http, new NetworkOptions(), Time), Store.Tokens, Store.Mailboxes, Ring, fingerprints, new ConnectorPermissions(), Time, "node.test", Operator: house ? new NoOperator() : null);
        Open = new OpenRevisions(Store.Tenants, catalog, Ring, Surroundings, Time, Options.Create(OpenOptions));
        Caps = new BuiltInCaps(Store.Caps, fingerprints, Time, Options.Create(CapOptions), NullLogger<BuiltInCaps>.Instance);
        var revisions = new RevisionMaker(Store.Tenants, catalog, Ring, fingerprints, Surroundings, Time);
        TemplateCache = new TemplateCache(Store.Templates, Time, Options.Create(new TemplateCacheOptions()));
        Templates = new TemplateFinder(TemplateCache);
        var tests = new ConnectorTests(
            Store.Tenants, revisions, Open, Surroundings, new Sender(NullLogger<Sender>.Instance), Templates, Caps, Time, Options.Create(new DeliveryOptions()));
        Directory = new TenantDirectory(Store.Tenants, revisions, Open, tests, catalog, Store.Templates, TemplateCache, Time, Options.Create(new TenantOptions { Hosted = hosted }));
        Promotions = new PromotionService(Directory, Store.Tenants, Store.Promotions, Store.Templates, revisions, catalog, Ring, fingerprints, Time);
        Uses = new KeyUses(Store.Keys, Time, NullLogger<KeyUses>.Instance);
        Keys = new KeyService(Store.Keys, Directory, Uses, Time);
    }

    private readonly Fingerprints _fingerprints;
    private readonly HttpMessageInvoker _http;

    public MemoryStore Store { get; }

    public ManualTime Time { get; }

    public KeyRing Ring { get; }

    public FakeConnector Fake { get; } = new();

    public FakeConnector Keeper { get; } = new("keeper", developmentOnly: true);

    public FakeConnector Plain { get; } = new("plain", capabilities: new ConnectorCapabilities(false, false, false, false, false, false, Html: false, Locale: false));

    /// <summary>Sends in the operator's name.</summary>
    public FakeConnector House { get; } = new("house", operatorRun: true);

    public Fingerprints Fingerprints => _fingerprints;

    public OpenRevisionOptions OpenOptions { get; } = new();

    public CapOptions CapOptions { get; } = new();

    public BuiltInCaps Caps { get; }

    public ConnectorSurroundings Surroundings { get; }

    public OpenRevisions Open { get; }

    public TemplateCache TemplateCache { get; }

    public TemplateFinder Templates { get; }

    public TenantDirectory Directory { get; }

    public PromotionService Promotions { get; }

    public KeyUses Uses { get; }

    public KeyService Keys { get; }

    /// <summary>Whoever does things in tests.</summary>
    public static Actor By { get; } = new("key-1", "tester", "192.0.2.7");

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    /// <summary>A configuration of the fake with a template for each usage.</summary>
    public static JsonElement Config(string host = "mail.example", string pass = "\"marked-secret\"", params string[] usages)
    {
        var templates = string.Join(",", (usages.Length == 0 ? ["Generic"] : usages)
            .Select(usage => $$$"""{ "usageType": "{{{usage}}}", "subject": "{{{usage}}} {{code}}", "content": "Your code is {{code}}" }"""));
        return Json($$"""{ "host": "{{host}}", "pass": {{pass}}, "templates": [{{templates}}] }""");
    }

    public async Task<Tenant> CreateAsync(string id = "acme", string body = "{}")
    {
        var tenant = TenantId.Parse(id);
        var created = await Directory.CreateAsync(tenant, Json(body), By, CancellationToken.None);
        Assert.True(created.IsOk, created.Problem?.Detail);
        return await FindAsync(id);
    }

    public async Task<Tenant> FindAsync(string id = "acme") =>
        await Directory.FindAsync(TenantId.Parse(id), CancellationToken.None) ?? throw new InvalidOperationException($"No tenant {id}.");

    /// <summary>Adds a revision and answers with its number.</summary>
    public static async Task<int> AddAsync(Tenant tenant, JsonElement? config = null, string type = "fake")
    {
        var added = await tenant.AddRevisionAsync(new NewRevision(type, config ?? Config()), By, CancellationToken.None);
        Assert.True(added.IsOk, added.Problem?.Detail);
        return added.Value.Revision.Number;
    }

    /// <summary>Adds a revision and tests it.</summary>
    public static async Task<int> AddTestedAsync(Tenant tenant, JsonElement? config = null, string type = "fake")
    {
        var number = await AddAsync(tenant, config, type);
        var tested = await tenant.TestAsync(number, new TestRequest("to@example.com"), By, CancellationToken.None);
        Assert.True(tested.Value?.Ok, tested.Problem?.Detail);
        return number;
    }

    /// <summary>Adds, tests and activates a revision.</summary>
    public static async Task<int> AddActiveAsync(Tenant tenant, JsonElement? config = null, string type = "fake")
    {
        var number = await AddTestedAsync(tenant, config, type);
        var activated = await tenant.ActivateAsync(new ActivationRequest(number), By, CancellationToken.None);
        Assert.True(activated.IsOk, activated.Problem?.Detail);
        return number;
    }

    public async ValueTask DisposeAsync()
    {
        await Open.DisposeAsync();
        Uses.Dispose();
        _http.Dispose();
    }

    /// <summary>There is one, so that <see cref="House"/> is available; the fake does not ask it.</summary>
    private sealed class NoOperator : IOperatorConnector
    {
        public ConnectorCapabilities Capabilities { get; } = new(true, true, true, true, true, true);

        public Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody was to send through the operator's connector.");
    }
}
