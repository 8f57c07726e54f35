namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>Where one server is other than it says, learnt from its replies and kept for all its connections.</summary>
internal sealed class ServerLessons
{
    private volatile bool _chunkingFails;

    /// <summary>It offers CHUNKING and does not know BDAT: a proxy that lets the whole EHLO reply through does that.</summary>
    public bool ChunkingFails
    {
        get => _chunkingFails;
        set => _chunkingFails = value;
    }
}
