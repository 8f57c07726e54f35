using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// Where messages live. Inserts, starts and records of many callers are committed together in batches; each task completes
/// after the commit, each statement is conditional, and none is affected by another's failure in the same batch.
/// Infrastructure failures throw <see cref="StoreUnavailableException"/>. A token is heeded until a write is queued;
/// from then on the task ends with the commit, so that nobody loses sight of a row that is there.
/// </summary>
public interface IMessageStore
{
    /// <summary>
    /// Makes a message durable, on the condition of <see cref="NewMessage.ExpectedVersion"/>; the first state is queued, or
    /// sending with attempt 1 begun on the epoch returned (queued all the same while no connector is active). The same id
    /// again, as after a failure whose end is not known, is one message and gets the first answer. Of several with the same
    /// key (<see cref="NewMessage.Keep"/>) one is inserted; the others get what it kept, whatever the tenant's version.
    /// </summary>
    Task<InsertOutcome> InsertAsync(NewMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an attempt, on the record before the first byte leaves: only a row leased by <paramref name="lease"/>, in
    /// <c>queued</c>, <c>retrying</c> or <c>unknown</c> with a due time, and not past its expiry. Its epoch is the message's
    /// own moved along the activations that came after it: <c>move</c> takes it along, <c>drain</c> leaves it, <c>hold</c> holds it
    /// until the next activation, which takes it along unless it holds too (<see cref="QueueFold"/>).
    /// A message whose epoch has no revision (the connector was deleted, or the revision retired) becomes <c>held</c>,
    /// and so does one whose tenant was deleted; a row that is held is no longer leased.
    /// </summary>
    Task<StartOutcome> StartAsync(TenantId tenant, MessageId id, NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an attempt; <c>false</c> when the fence refused it and nothing was written. Statuses that erase content erase it
    /// here. A row that is due again stays leased, every other is let go. One that would wait again although a newer message
    /// has superseded its kind meanwhile becomes <c>superseded</c> instead. One that is retrying without a due time waits for
    /// the next activation, or its expiry; one that is held waits for an activation after the attempt's epoch.
    /// </summary>
    Task<bool> RecordAsync(AttemptRecord record, CancellationToken cancellationToken);

    /// <summary>Leases waiting rows that nobody holds and that are due before <paramref name="dueBefore"/>, tenant by tenant, the same number from each, passing over <paramref name="full"/>.</summary>
    Task<IReadOnlyList<QueuedMessage>> LeaseDueAsync(NodeLease lease, DateTimeOffset dueBefore, IReadOnlySet<TenantId> full, int perTenant, int total, CancellationToken cancellationToken);

    /// <summary>Gives leased rows back, unless an attempt is under way.</summary>
    Task ReleaseAsync(IReadOnlyList<MessageId> ids, NodeLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back what lives that are over held: earlier ones of this node, and those that <see cref="Nodes.INodeStore"/> has ended.
    /// <c>sending</c> becomes <c>unknown</c> with an attempt that says <c>node_lost</c> (due at once when its policy is resend,
    /// <c>failed</c> when it is give up), the rest is unleased. Returns how many of each.
    /// A store that only one process can use takes back what any other life held: whoever that was is gone.
    /// </summary>
    Task<(int Unknown, int Unleased)> RecoverAsync(NodeLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back rows of this very life that nobody here sees to: the answer of an insert, a lease, a start or a record was
    /// lost after its commit. What waits is unleased; what is <c>sending</c> since <paramref name="startedBefore"/> or longer
    /// becomes what <see cref="RecoverAsync"/> makes of it. One bounded step; returns how many of each.
    /// </summary>
    /// <param name="isMinded">Whether somebody here sees to a message. Asked again when its row is written, and then with nobody else writing it.</param>
    Task<(int Unknown, int Unleased)> ReclaimAsync(
        NodeLease lease, Func<MessageId, bool> isMinded, DateTimeOffset startedBefore, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes messages of every tenant that a switch, the want of a connector or an attempt's end held, and whose tenant has since activated a
    /// revision on a later epoch, wait again, unleased and on the tenant's epoch, in one bounded step; returns how many.
    /// So do those that are retrying without a due time, on the epoch that the activation leaves them. While the newest
    /// activation itself says hold, what was held stays so.
    /// </summary>
    Task<int> ResumeHeldAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Ends what is past its expiry in one bounded step: waiting and held become <c>expired</c>; the content of <c>failed</c> and <c>unknown</c> is erased, and <c>unknown</c> is no longer due. Returns how many rows changed.</summary>
    Task<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    Task<Message?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken);

    /// <summary>
    /// Newest first in commit order, those with a sequence below the one given (all when <c>null</c>); without attempts. What a
    /// filter has to pass over for one page is bounded: such a page ends early.
    /// </summary>
    Task<Page<Message>> ListAsync(TenantId tenant, MessageFilter filter, long? before, int limit, CancellationToken cancellationToken);

    Task<QueueDepth> DepthAsync(TenantId tenant, CancellationToken cancellationToken);
}
