using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>OAUTHBEARER, RFC 7628.</summary>
internal sealed class OAuthBearerMechanism(string user, Secret token, string host, int port) : SaslMechanism
{
    private string? _error;

    public override string Name => "OAUTHBEARER";

    public override string? ServerDetail => _error;

    public override byte[] Begin()
    {
        var name = user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"n,a={name},\u0001host={host}\u0001port={port}\u0001auth=Bearer {token.Reveal()}\u0001\u0001");
    }

    // Section 3.2.3: a lone control-A ends a refused exchange.
    public override byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        _error = Encoding.UTF8.GetString(challenge);
        return [1];
    }
}
