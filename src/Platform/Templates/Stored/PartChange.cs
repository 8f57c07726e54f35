namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>What differs in one part of a template.</summary>
/// <param name="Path"><c>subject</c>, <c>html</c>, <c>text</c>, <c>replyTo</c> or <c>senderName</c>.</param>
/// <param name="Lines">The lines around each difference: those that went begin with -, those that came with +, the others with a space; … stands for what is left out.</param>
public sealed record PartChange(string Path, IReadOnlyList<string> Lines)
{
    internal static List<PartChange> Between(TemplateSource? from, TemplateSource? to) =>
    [
        .. new (string Path, string? From, string? To)[]
            {
                ("subject", from?.Subject, to?.Subject),
                ("html", from?.Html, to?.Html),
                ("text", from?.Text, to?.Text),
                ("replyTo", from?.ReplyTo, to?.ReplyTo),
                ("senderName", from?.SenderName, to?.SenderName),
            }
            .Where(part => part.From != part.To)
            .Select(part => new PartChange(part.Path, LineDiff.Between(part.From, part.To))),
    ];
}
