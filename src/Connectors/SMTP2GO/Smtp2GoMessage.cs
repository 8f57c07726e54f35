namespace EmailPlatform.Connectors.SMTP2GO;

/// <summary>The body of POST /v3/email/send: https://smtp2go.github.io/smtp2go.apidocs/ (2026-11-20).</summary>
internal sealed record Smtp2GoMessage(
    string Sender,
    IReadOnlyList<string> To,
    string Subject,
    string? HtmlBody,
    string? TextBody,
    IReadOnlyList<Smtp2GoHeader>? CustomHeaders,
    IReadOnlyList<Smtp2GoFile>? Attachments,
    IReadOnlyList<Smtp2GoFile>? Inlines);

internal sealed record Smtp2GoHeader(string Header, string Value);

/// <param name="Filename">Of an inline file its content id.</param>
/// <param name="Fileblob">Base64 on the wire.</param>
internal sealed record Smtp2GoFile(string Filename, ReadOnlyMemory<byte> Fileblob, string Mimetype);
