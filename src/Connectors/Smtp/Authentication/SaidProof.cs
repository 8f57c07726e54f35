using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>
/// What was said to prove who we are, to be taken out of the server's words: some servers quote the line, whole or cut,
/// and in base64 nobody else would know it for the password that it is.
/// </summary>
internal sealed class SaidProof
{
    // Shorter pieces of a token tell nothing and stand in other words by chance.
    private const int LeastPiece = 8;
    private const int LeastProof = 4;

    // The platform keeps less; the rest of a very long reply need not be searched.
    private const int LongestReply = 2048;

    private readonly List<string> _said = [];

    public void Add(string proof)
    {
        if (proof.Length >= LeastProof)
        {
            _said.Add(proof);
        }
    }

    public string Clean(string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, LongestReply));
        var clean = new StringBuilder(rest.Length);
        while (!rest.IsEmpty)
        {
            var length = LongestPiece(rest);
            if (length == 0)
            {
                clean.Append(rest[0]);
            }
            else
            {
                clean.Append("***");
            }

            rest = rest[Math.Max(length, 1)..];
        }

        return clean.ToString();
    }

    private int LongestPiece(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var said in _said)
        {
            var least = Math.Min(LeastPiece, said.Length);
            if (text.Length < least)
            {
                continue;
            }

            int found;
            for (var proof = said.AsSpan(); (found = proof.IndexOf(text[..least])) >= 0; proof = proof[(found + 1)..])
            {
                longest = Math.Max(longest, text.CommonPrefixLength(proof[found..]));
            }
        }

        return longest;
    }
}
