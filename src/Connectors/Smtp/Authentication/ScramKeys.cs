using System.Security.Cryptography;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>
/// The salted password, kept while a server names the same salt and count (RFC 5802, section 5.1, advises it): else every
/// connection would hash the password thousands of times.
/// </summary>
internal sealed class ScramKeys(Secret password)
{
    private const int Size = 32;

    private Salted? _last;

    public byte[] Salt(string salt, int rounds)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || last.Rounds != rounds || !string.Equals(last.Salt, salt, StringComparison.Ordinal))
        {
            last = new Salted(salt, rounds, Rfc2898DeriveBytes.Pbkdf2(
                Encoding.UTF8.GetBytes(password.Reveal()), Convert.FromBase64String(salt), rounds, HashAlgorithmName.SHA256, Size));
            Volatile.Write(ref _last, last);
        }

        return last.Key;
    }

    private sealed record Salted(string Salt, int Rounds, byte[] Key);
}
