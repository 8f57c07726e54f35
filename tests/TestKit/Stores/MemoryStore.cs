namespace EmailPlatform.TestKit.Stores;

/// <summary>All of a platform's small stores in memory, with the conditions of the real ones, for tests that are not about storage.</summary>
public sealed class MemoryStore
{
    /// <param name="time">The store's own clock, by which leases of nodes run out; the system's when absent.</param>
    public MemoryStore(TimeProvider? time = null)
    {
        Nodes = new MemoryNodeStore(this, time ?? TimeProvider.System);
        Audit = new MemoryAuditStore();
        Keys = new MemoryKeyStore(this);
        Tenants = new MemoryTenantStore(this);
        Templates = new MemoryTemplateStore(this);
        Purge = new MemoryPurgeStore(this);
        Promotions = new MemoryPromotionStore(this);
        Tokens = new MemoryTokenStore(this);
        Mailboxes = new MemoryMailboxStore(Audit);
        KeptAnswers = new MemoryKeptAnswerStore(this);
        Messages = new MemoryMessageStore(this);
        Platform = new MemoryPlatformStore();
        Caps = new MemoryCapStore();
    }

    public MemoryAuditStore Audit { get; }

    public MemoryKeyStore Keys { get; }

    public MemoryTenantStore Tenants { get; }

    public MemoryTemplateStore Templates { get; }

    public MemoryPurgeStore Purge { get; }

    public MemoryPromotionStore Promotions { get; }

    public MemoryTokenStore Tokens { get; }

    public MemoryMailboxStore Mailboxes { get; }

    public MemoryKeptAnswerStore KeptAnswers { get; }

    public MemoryMessageStore Messages { get; }

    public MemoryNodeStore Nodes { get; }

    public MemoryPlatformStore Platform { get; }

    public MemoryCapStore Caps { get; }

    // One for all of them, as one database is; only dictionaries are touched inside, so nothing can block in it.
    internal Lock Gate { get; } = new();
}
