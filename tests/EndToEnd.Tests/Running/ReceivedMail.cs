namespace EmailPlatform.EndToEnd.Running;

/// <summary>A mail as a server got it.</summary>
/// <param name="From">The MAIL command.</param>
/// <param name="To">The RCPT command.</param>
/// <param name="Content">Headers and body.</param>
public sealed record ReceivedMail(string From, string To, string Content)
{
    /// <summary>The header that makes two copies recognisable as one mail.</summary>
    public string MessageId => Content.Split("\r\n").Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
}
