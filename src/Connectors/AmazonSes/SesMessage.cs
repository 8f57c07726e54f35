namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>The body of SendEmail: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html (2026-11-20).</summary>
internal sealed record SesMessage(
    string FromEmailAddress,
    SesDestination Destination,
    SesContent Content,
    string? FromEmailAddressIdentityArn = null,
    IReadOnlyList<string>? ReplyToAddresses = null,
    string? FeedbackForwardingEmailAddress = null,
    string? FeedbackForwardingEmailAddressIdentityArn = null,
    string? ConfigurationSetName = null,
    IReadOnlyList<SesNameValue>? EmailTags = null);

internal sealed record SesDestination(IReadOnlyList<string> ToAddresses);

/// <summary>One of the two.</summary>
internal sealed record SesContent(SesSimple? Simple = null, SesRaw? Raw = null);

internal sealed record SesSimple(SesText Subject, SesBody Body, IReadOnlyList<SesNameValue>? Headers = null);

/// <param name="Data">Base64 on the wire.</param>
internal sealed record SesRaw(ReadOnlyMemory<byte> Data);

internal sealed record SesBody(SesText? Html = null, SesText? Text = null);

/// <param name="Charset">Seven-bit ASCII when absent.</param>
internal sealed record SesText(string Data, string? Charset = null);

internal sealed record SesNameValue(string Name, string Value);
