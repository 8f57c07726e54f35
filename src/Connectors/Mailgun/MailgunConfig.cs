using System.ComponentModel;

namespace EmailPlatform.Connectors.Mailgun;

internal sealed record MailgunConfig(
    [Description("The domain at Mailgun that sends, as in example.com: without https:// before it.")] string Domain,
    [Description("A sending key of the domain, or a key of the account.")]
    [BoundTo("endpoint")]
    Secret ApiKey,
    [Description("The sender: an address, or a name with an address in angle brackets, of this domain.")] string From,
    [Description("https://api.eu.mailgun.net for domains of the EU region; https://api.mailgun.net when absent.")] string? Endpoint = null,
    [Description("What to send, by usage: Register, SignIn, ForgotPassword, Generic, …. Generic stands in for those that are absent.")]
    IReadOnlyDictionary<string, MailgunDelivery>? Deliveries = null);
