namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>The three numbers that servers with ENHANCEDSTATUSCODES (RFC 2034), and many without, put before their words.</summary>
internal static class EnhancedStatus
{
    private const int MostDigits = 3;

    /// <summary>The status at the start of the words, or nothing. Its class must agree with the reply's code (RFC 2034, section 4).</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> words, int code)
    {
        if (words.Length < 5 || words[0] != '0' + (code / 100) || words[1] != '.')
        {
            return [];
        }

        var subject = CountDigits(words[2..]);
        if (subject == 0 || words.Length <= 2 + subject || words[2 + subject] != '.')
        {
            return [];
        }

        var detail = CountDigits(words[(3 + subject)..]);
        var length = 3 + subject + detail;
        var ends = words.Length == length || words[length] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)':';
        return detail > 0 && ends ? words[..length] : [];
    }

    private static int CountDigits(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (count < bytes.Length && count <= MostDigits && bytes[count] is >= (byte)'0' and <= (byte)'9')
        {
            count++;
        }

        return count > MostDigits ? 0 : count;
    }
}
