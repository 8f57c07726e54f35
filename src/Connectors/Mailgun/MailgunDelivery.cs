using System.ComponentModel;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>Either a content that is rendered here, or the name of a template at Mailgun, which goes before it.</summary>
internal sealed record MailgunDelivery(
    [Description("One line; {{code}} and other variables stand in double braces. May be absent beside a template that has one.")] string? Subject = null,
    [Description("The HTML, with variables in double braces.")] string? Html = null,
    [Description("The text part; derived from the HTML when absent.")] string? Text = null,
    [Description("Where answers to this mail go.")] string? ReplyTo = null,
    [Description("The name of a template at Mailgun.")] string? Template = null,
    [Description("Variables of that template. The message's payload goes over them, so code need not be here.")] JsonObject? Variables = null);
