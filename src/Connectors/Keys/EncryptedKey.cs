using System.Formats.Asn1;

namespace EmailPlatform.Connectors.Keys;

/// <summary>What an encrypted PKCS#8 key (RFC 5958, section 3) says of itself before it is opened.</summary>
internal static class EncryptedKey
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    /// <summary>How often the passphrase is hashed, or <c>null</c> where that cannot be told.</summary>
    public static int? Rounds(ReadOnlyMemory<byte> key)
    {
        try
        {
            var algorithm = new AsnReader(key, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            var name = algorithm.ReadObjectIdentifier();
            var parameters = algorithm.ReadSequence();
            if (name == Pbes2)
            {
                // RFC 8018, appendix A.4: the derivation stands before the cipher.
                var derivation = parameters.ReadSequence();
                if (derivation.ReadObjectIdentifier() != Pbkdf2)
                {
                    return null;
                }

                parameters = derivation.ReadSequence();
            }

            // PBES1, PKCS#12 and PBKDF2 alike: the salt, then the count.
            parameters.ReadOctetString();
            return parameters.TryReadInt32(out var rounds) ? rounds : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
