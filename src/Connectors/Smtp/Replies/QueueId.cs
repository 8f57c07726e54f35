namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>The id under which the server knows the message, where its last reply tells one.</summary>
internal static class QueueId
{
    private const string QueuedAs = "queued as ";
    private const string SesOk = "250 Ok ";
    private const int ShortestSesId = 40;

    /// <summary>Postfix, SendGrid and many others write "queued as ID"; Amazon SES writes "250 Ok ID" with an id of about sixty characters.</summary>
    public static string? Find(string reply)
    {
        var start = reply.IndexOf(QueuedAs, StringComparison.OrdinalIgnoreCase);
        if (start >= 0)
        {
            return FirstWord(reply.AsSpan(start + QueuedAs.Length));
        }

        return reply.StartsWith(SesOk, StringComparison.Ordinal) && reply.Length >= SesOk.Length + ShortestSesId
            ? FirstWord(reply.AsSpan(SesOk.Length))
            : null;
    }

    private static string? FirstWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\t', '\r');
        var word = (end < 0 ? text : text[..end]).Trim("<>.,;()");
        return word.IsEmpty ? null : word.ToString();
    }
}
