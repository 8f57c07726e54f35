using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.TestKit.Connectors;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Tenants;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmailPlatform.Platform.Delivery;

/// <summary>One node's way of a message, from intake to record, on stores in memory and a clock that stands still.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <param name="configure">Sets options that are not the default.</param>
    /// <param name="other">Another node of the same installation.</param>
    /// <param name="name">A name for a node whose lease runs out; without one it lives for ever and no store has heard of it.</param>
    public TestNode(Action<DeliveryOptions>? configure = null, TestNode? other = null, string? name = null)
    {
        configure?.Invoke(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Tenants = new TestTenants(sameInstallation: other?.Tenants);
        Lanes = new Lanes(options, Time);
        var charges = new Charges();
        Watch = new MessageWatch(Messages, Time, charges);
        var profile = new NodeProfile(name ?? "node-1", "all", "direct", "1.2.3");
        var lifeTime = name is null ? new ManualTime() : Time;
        Life = new NodeLife(profile, lifeTime);
        if (name is null)
        {
            Life.Confirm(lifeTime.GetTimestamp());
        }

        Recorder = new Recorder(Messages, Watch, Time, NullLogger<Recorder>.Instance);
        Runner = new AttemptRunner(
            Messages,
            Tenants.Open,
            Tenants.Directory,
            Tenants.Templates,
            new Sender(NullLogger<Sender>.Instance),
            Recorder,
            new RetrySchedule(options, new MiddleRandom()),
            Watch,
            Tenants.Caps,
            Tenants.Ring,
            Life,
            Time,
            options,
            NullLogger<AttemptRunner>.Instance);
        Dispatcher = new Dispatcher(Lanes, Runner, Life, Time, options, NullLogger<Dispatcher>.Instance, charges);
        Intake = new Intake(Tenants.Directory, Tenants.Open, Tenants.Templates, Messages, Tenants.Caps, Dispatcher, Tenants.Ring, Life, Watch, Time);
        Requests = new IdempotentRequests(Tenants.Store.KeptAnswers, Tenants.Directory, Tenants.Fingerprints, Time);
        Heart = new Heart(Tenants.Store.Nodes, Life, profile, Dispatcher, Time, NullLogger<Heart>.Instance);
        Takeover = new Takeover(Tenants.Store.Nodes, Messages, Heart, Life, Time, NullLogger<Takeover>.Instance);

    }

    public static TenantId Acme { get; } = TenantId.Parse("acme");

    public DeliveryOptions Options { get; } = new();

    public TestTenants Tenants { get; }

    public NodeLife Life { get; }

    public NodeLease Lease => Life.Lease;

    public Heart Heart { get; }

    public Takeover Takeover { get; }

    public ManualTime Time => Tenants.Time;

    public MemoryMessageStore Messages => Tenants.Store.Messages;

    public FakeConnector Fake => Tenants.Fake;

    public Lanes Lanes { get; }

    public MessageWatch Watch { get; }

    public Recorder Recorder { get; }

    public AttemptRunner Runner { get; }

    public Dispatcher Dispatcher { get; }

    public Intake Intake { get; }

    public IdempotentRequests Requests { get; }

    /// <summary>A node whose dispatcher runs, with a tenant <c>acme</c> whose connector works.</summary>
    public static async Task<TestNode> StartAsync(Action<DeliveryOptions>? configure = null, string settings = "{}")
    {
        var node = new TestNode(configure);
        await node.AddTenantAsync("acme", settings);
        node.Run();
        return node;
    }

    public void Run() => _running = Dispatcher.RunAsync(_stop.Token);

    /// <summary>Adds a tenant with an active connector, and forgets the test mail that it took.</summary>
    public async Task<Tenant> AddTenantAsync(string id, string settings = "{}")
    {
        var tenant = await Tenants.CreateAsync(id, settings);
        await TestTenants.AddActiveAsync(tenant, TestTenants.Config(id));
        Fake.Sent.Clear();
        return tenant;
    }

    public static MessageRequest Request(string to = "ann@example.com", int? expiresIn = null, string usageType = "SignIn") =>
        new(to, usageType, TestTenants.Json("""{ "code": "123456" }"""), ExpiresIn: expiresIn);

    /// <summary>Accepts a message, each for a recipient of its own, so that none supersedes another.</summary>
    public async Task<MessageId> SendAsync(string tenant = "acme", int? expiresIn = null)
    {
        var request = Request($"to-{Guid.NewGuid():N}@example.com", expiresIn);
        var accepted = await Intake.AcceptAsync(TenantId.Parse(tenant), request, CancellationToken.None);
        Assert.True(accepted.IsOk, accepted.Problem?.Detail);
        return accepted.Value.Id;
    }

    /// <summary>Stops as a host does, and ends when the dispatcher has.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Tenants.DisposeAsync();
        _stop.Dispose();
    }

    private sealed class MiddleRandom : Random
    {
        public override double NextDouble() => 0.5;
    }
}
