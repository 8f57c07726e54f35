namespace EmailPlatform.Connectors.Mime;

/// <summary>The plainest message, to vary.</summary>
internal static class TestMessage
{
    public static MimeMessage Plain { get; } = new(
        Mailbox.Parse("Sender <sender@example.com>"),
        EmailAddress.Parse("ada@example.net"),
        "Your code",
        "m1@example.com",
        new DateTimeOffset(2026, 11, 20, 14, 37, 5, TimeSpan.FromHours(2)),
        "123456");

    public static MimeMessage WithHeader(string name, string value) => Plain with { Headers = [new(name, value)] };

    public static MimeMessage WithFile(string name = "a.bin", string contentType = "application/octet-stream", string? contentId = null) =>
        Plain with { Attachments = [new(name, contentType, new byte[] { 1, 2, 3 }, contentId)] };
}
