using System.Globalization;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>
/// The parameters of SingleSendMail: https://www.alibabacloud.com/help/en/direct-mail/singlesendmail (2026-11-20). What the
/// template and the message say goes before what the configuration says.
/// </summary>
internal sealed class AliyunSender(AliyunDirectMailConfig config)
{
    public const int LongestAlias = 15;

    private readonly SenderChoice _sender = new(new Mailbox(EmailAddress.Parse(config.AccountName), config.FromAlias));
    private readonly Mailbox? _replyTo = config.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null;

    public static bool Fits(string? alias) => alias is null || new StringInfo(alias).LengthInTextElements <= LongestAlias;

    public IEnumerable<KeyValuePair<string, string?>> Parameters(Mail mail)
    {
        var content = mail.Content ?? throw new InvalidOperationException("DirectMail renders nothing: the content is needed.");
        var from = _sender.For(content.SenderName);
        var replyTo = mail.ReplyTo ?? _replyTo;
        return new Dictionary<string, string?>
        {
            ["Action"] = "SingleSendMail",
            ["AccountName"] = from.Address.AsciiText,
            // A longer name costs the whole mail: a code is worth more than the name that a template wishes for.
            ["FromAlias"] = Fits(from.DisplayName) ? from.DisplayName : config.FromAlias,
            // The address that the console has for answers is not used: ReplyAddress says it.
            ["ReplyToAddress"] = "false",
            ["ReplyAddress"] = replyTo?.Address.AsciiText,
            ["ReplyAddressAlias"] = Fits(replyTo?.DisplayName) ? replyTo?.DisplayName : null,
            ["AddressType"] = "1",
            ["ToAddress"] = mail.To.AsciiText,
            ["Subject"] = content.Subject,
            ["HtmlBody"] = content.Html,
            ["TextBody"] = content.Text,
            ["TagName"] = config.TagName,
        };
    }
}
