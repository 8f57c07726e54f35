using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>What a DirectMail configuration must fulfil beyond its shape.</summary>
internal static class AliyunDirectMailConfigRules
{
    public static void Check(AliyunDirectMailConfig config, ConfigReport report)
    {
        if (!config.AccessKeyId.All(char.IsAsciiLetterOrDigit))
        {
            report.Error("accessKeyId", "invalid_value", "Is letters and digits: check that only the AccessKey ID was pasted.");
        }

        report.HeaderSecret("accessKeySecret", config.AccessKeySecret);
        report.Address("accountName", config.AccountName);
        report.Mailbox("replyTo", config.ReplyTo);
        report.Line("tagName", config.TagName);
        Alias(config.FromAlias, report);
        report.Templates(config.Templates);
    }

    private static void Alias(string? alias, ConfigReport report)
    {
        if (alias is null)
        {
            return;
        }

        if (!AliyunSender.Fits(alias))
        {
            report.Error("fromAlias", "too_long", $"Has at most {AliyunSender.LongestAlias} characters: DirectMail refuses mail with a longer one.");
        }
        else if (DisplayNameSyntax.Check(alias) is { } reason)
        {
            report.Error("fromAlias", "invalid_value", reason);
        }
    }
}
