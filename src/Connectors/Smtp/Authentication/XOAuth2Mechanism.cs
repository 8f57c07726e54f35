using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>XOAUTH2, as Google and Microsoft define it (developers.google.com/workspace/gmail/imap/xoauth2-protocol).</summary>
internal sealed class XOAuth2Mechanism(string user, Secret token) : SaslMechanism
{
    private string? _error;

    public override string Name => "XOAUTH2";

    public override string? ServerDetail => _error;

    public override byte[] Begin() => Encoding.UTF8.GetBytes($"user={user}\u0001auth=Bearer {token.Reveal()}\u0001\u0001");

    // A refusal comes as a challenge with the reason in JSON; the final 535 comes only after an empty answer.
    public override byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        _error = Encoding.UTF8.GetString(challenge);
        return [];
    }
}
