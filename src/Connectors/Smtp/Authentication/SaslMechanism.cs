namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>One run of a SASL mechanism (RFC 4422), client side. Base64 is the caller's business.</summary>
internal abstract class SaslMechanism
{
    public abstract string Name { get; }

    /// <summary>The server has proved what the mechanism lets it prove; where false at the end, its good answer is not believed.</summary>
    public virtual bool IsServerProven => true;

    /// <summary>What the server said on the way that its last reply does not, for people.</summary>
    public virtual string? ServerDetail => null;

    /// <summary>What goes with the AUTH command, or <c>null</c> when the server has to begin.</summary>
    public abstract byte[]? Begin();

    /// <summary>The response to a challenge, or <c>null</c> to give up.</summary>
    public abstract byte[]? Respond(ReadOnlySpan<byte> challenge);
}
