namespace EmailPlatform.Platform.Revisions;

/// <summary>
/// One open revision and who holds it. It is born held by the cache; letting it go there does not close it while an
/// attempt uses it, and the last one to let go hands it over to be closed.
/// </summary>
internal sealed class RevisionEntry(CompiledRevision revision, long usedAt, Action<CompiledRevision> close)
{
    private int _holders = 1;
    private long _usedAt = usedAt;

    public CompiledRevision Revision => revision;

    public bool IsIdle => Volatile.Read(ref _holders) == 1;

    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary><c>false</c> when it was let go by all, and is closed or about to be.</summary>
    public bool TryHold(long now)
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                Volatile.Write(ref _usedAt, now);
                return true;
            }

            holders = seen;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            close(revision);
        }
    }
}
