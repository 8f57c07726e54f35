using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>CRAM-MD5, RFC 2195.</summary>
internal sealed class CramMd5Mechanism(string user, Secret password) : SaslMechanism
{
    private bool _asked;

    public override string Name => "CRAM-MD5";

    public override byte[]? Begin() => null;

    [SuppressMessage("Security", "CA5351", Justification = "The mechanism is defined with MD5; it is chosen only where the server offers nothing better or the configuration names it.")]
    public override byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        if (_asked)
        {
            return null;
        }

        _asked = true;
        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(password.Reveal()), challenge);
        return Encoding.UTF8.GetBytes($"{user} {Convert.ToHexStringLower(digest)}");
    }
}
