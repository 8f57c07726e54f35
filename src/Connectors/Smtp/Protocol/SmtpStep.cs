namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What a reply answers. The same code means different things at different steps.</summary>
[Flags]
internal enum SmtpStep
{
    Greeting = 1,
    Hello = 2,
    StartTls = 4,
    Auth = 8,
    MailFrom = 16,
    RcptTo = 32,

    /// <summary>The DATA command.</summary>
    Data = 64,

    /// <summary>The answer to the content: behind the final dot or the last BDAT.</summary>
    Content = 128,

    Any = Greeting | Hello | StartTls | Auth | MailFrom | RcptTo | Data | Content,
}
