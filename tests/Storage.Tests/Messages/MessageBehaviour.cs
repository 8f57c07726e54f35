using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Storage.Messages;

/// <summary>What the behaviours of messages share: a node, tenants with a connector, messages in every state.</summary>
public abstract class MessageBehaviour : StoreBehaviour
{
    protected static NodeLease Node { get; } = new("node-1", "life-1");

    protected static NodeLease NextLife { get; } = new("node-1", "life-2");

    protected IMessageStore Messages => Get<IMessageStore>();

    protected async Task<TenantState> AddActiveTenantAsync(string id) => await ActivateAsync(await AddTenantAsync(id));

    protected static NewMessage NewMessage(TenantState tenant, string to = "ann@example.com") => new(
        MessageId.New(TimeProvider.System),
        tenant.Id,
        tenant.Version,
        UsageType.SignIn,
        to,
        to,
        "en",
        """{"a":1}""",
        [7, 8, 9],
        Now,
        Now.AddMinutes(10),
        UnknownPolicy.Resend,
        Supersedes: false,
        StartNow: false,
        Lease: Node);

    protected async Task<MessageId> InsertAsync(NewMessage message)
    {
        Assert.True((await Messages.InsertAsync(message, Token)).Inserted);
        return message.Id;
    }

    protected Task<StartOutcome> StartAsync(NewMessage message, NodeLease? lease = null, DateTimeOffset? at = null) =>
        Messages.StartAsync(message.Tenant, message.Id, lease ?? Node, at ?? Now, Token);

    protected async Task<bool> RecordAsync(
        NewMessage message, MessageStatus status, int attempt = 1, DateTimeOffset? due = null, NodeLease? lease = null, string? reason = null) =>
        await Messages.RecordAsync(
            new AttemptRecord(message.Id, message.Tenant, lease ?? Node, NewAttempt(attempt, due), status, due, Now.AddSeconds(1), reason), Token);

    protected static Attempt NewAttempt(int number, DateTimeOffset? next = null) =>
        new(number, Now, 12.5, 1, 1, "smtp", OutcomeKind.Deferred, FaultScope.Recipient, "450 4.2.1", "provider-1", "try later", next);

    protected async Task<Message> FindAsync(NewMessage message)
    {
        var found = await Messages.FindAsync(message.Tenant, message.Id, Token);
        Assert.NotNull(found);
        return found;
    }

    protected async Task<MessageStatus> StatusAsync(NewMessage message) => (await FindAsync(message)).Status;

    protected async Task<IReadOnlyList<QueuedMessage>> LeaseAsync(int perTenant = 100, int total = 1000, NodeLease? lease = null, params TenantId[] full) =>
        await Messages.LeaseDueAsync(lease ?? Node, Now.AddSeconds(1), full.ToHashSet(), perTenant, total, Token);
}
