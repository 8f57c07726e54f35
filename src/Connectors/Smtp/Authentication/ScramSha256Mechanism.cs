using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding. The server proves that it knows the password, too.</summary>
/// <param name="keys">Made from the password, for as long as the credentials are used.</param>
/// <param name="nonce">Fresh for every run; printable ASCII without a comma.</param>
internal sealed class ScramSha256Mechanism(string user, ScramKeys keys, string nonce) : SaslMechanism
{
    private const string Header = "n,,";

    // The server chooses, and every connection pays; RFC 7677 wants at least 4096, and mail servers stay near that.
    private const int MostIterations = 100_000;

    private readonly string _bare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";
    private byte[]? _expectedSignature;
    private bool _proven;
    private string? _error;

    public override string Name => "SCRAM-SHA-256";

    public override bool IsServerProven => _proven;

    public override string? ServerDetail => _error;

    public override byte[] Begin() => Encoding.UTF8.GetBytes(Header + _bare);

    public override byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        var message = Encoding.UTF8.GetString(challenge);
        return _expectedSignature is null ? Prove(message) : Verify(message);
    }

    private byte[]? Prove(string serverFirst)
    {
        var attributes = serverFirst.Split(',');
        if (attributes.Length < 3
            || Read(attributes[0], 'r') is not { } combined || !combined.StartsWith(nonce, StringComparison.Ordinal) || combined.Length == nonce.Length
            || Read(attributes[1], 's') is not { } salt || !Base64.IsValid(salt)
            || !int.TryParse(Read(attributes[2], 'i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations < 1)
        {
            return null;
        }

        if (iterations > MostIterations)
        {
            _error = $"It asked for {iterations} iterations of SCRAM; {MostIterations} are the most.";
            return null;
        }

        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(Header))},r={combined}";
        var signed = Encoding.UTF8.GetBytes($"{_bare},{serverFirst},{withoutProof}");
        var salted = keys.Salt(salt, iterations);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), signed);
        for (var index = 0; index < proof.Length; index++)
        {
            proof[index] ^= clientKey[index];
        }

        _expectedSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), signed);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private byte[]? Verify(string serverFinal)
    {
        var first = serverFinal.Split(',')[0];
        _error = Read(first, 'e');
        var signature = Read(first, 'v');
        _proven = signature is not null && Base64.IsValid(signature)
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(signature), _expectedSignature);
        return _proven ? [] : null;
    }

    private static string? Read(string attribute, char name) =>
        attribute.Length > 1 && attribute[0] == name && attribute[1] == '=' ? attribute[2..] : null;
}
