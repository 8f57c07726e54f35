namespace EmailPlatform.Platform.Templates;

/// <summary>What a value may be where it stands.</summary>
internal enum ValueKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Part of one line.</summary>
    Line,

    /// <summary>Part of a sender's name: no address of its own.</summary>
    SenderName,

    /// <summary>Part of a mailbox: no second one.</summary>
    Mailbox,

    /// <summary>The beginning of a link: https, http or mailto.</summary>
    Link,

    /// <summary>Later in a link: percent-encoded.</summary>
    LinkPart,

    /// <summary>The address of a mailto link: percent-encoded but for the at sign.</summary>
    MailtoPart,

    /// <summary>Inside a style attribute: a colour, a length, a word.</summary>
    Style,
}
