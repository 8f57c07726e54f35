namespace EmailPlatform.Connectors.Mime;

/// <summary>A message as <c>read_messages.py</c> understood it.</summary>
internal sealed record ReadMessage(
    string Subject,
    string MessageId,
    DateTimeOffset Date,
    ReadMessage.Named[] From,
    ReadMessage.Named[] To,
    ReadMessage.Named[] ReplyTo,
    ReadMessage.Header[] Headers,
    string[] Shape,
    string? Plain,
    string? Html,
    ReadMessage.File[] Attachments,
    string[] Defects)
{
    internal sealed record Named(string Name, string Address);

    internal sealed record Header(string Name, string Value);

    internal sealed record File(string Name, string ContentType, string Disposition, string? ContentId, byte[] Content);
}
