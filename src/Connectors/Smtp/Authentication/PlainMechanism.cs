using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>PLAIN, RFC 4616.</summary>
internal sealed class PlainMechanism(string user, Secret password) : SaslMechanism
{
    public override string Name => "PLAIN";

    public override byte[] Begin() => Encoding.UTF8.GetBytes($"\0{user}\0{password.Reveal()}");

    public override byte[]? Respond(ReadOnlySpan<byte> challenge) => null;
}
