using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AmazonSes;

internal sealed record AmazonSesConfig(
    [Description("The region in which the sender is verified: eu-central-1.")] string Region,
    [Description("The sender: an address, or a name with an address in angle brackets. The address or its domain is a verified identity.")] string EmailAddress,
    [Description("Of an IAM user that may send; absent only where the operator lends this platform's own identity.")] string? AccessKeyId = null,
    [Description("The secret of that access key.")]
    [BoundTo("region")]
    Secret? AccessKeySecret = null,
    [Description("Beside a key that is lent for a time.")]
    [BoundTo("region")]
    Secret? SessionToken = null,
    [Description("A role to send as. The operator must have listed it for this tenant.")] string? RoleArn = null,
    [Description("The name shown with the sender, in place of one in emailAddress.")] string? FromName = null,
    [Description("The ARN of the sender's identity, where another account lets this one use it.")] string? EmailAddressIdentityArn = null,
    [Description("Where bounces and complaints are sent to.")] string? FeedbackForwardingEmailAddress = null,
    [Description("The ARN of that address's identity, where another account lets this one use it.")] string? FeedbackForwardingEmailAddressIdentityArn = null,
    [Description("The configuration set of every message.")] string? ConfigurationSetName = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("Tags of every message, for event publishing: names and values of letters, digits, _ and -.")] IReadOnlyDictionary<string, string>? Tags = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<HtmlTemplate>? Templates = null);
