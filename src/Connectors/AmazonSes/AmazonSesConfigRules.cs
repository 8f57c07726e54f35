using System.Text.RegularExpressions;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>What an SES configuration must fulfil beyond its shape.</summary>
internal static partial class AmazonSesConfigRules
{
    // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html (2026-11-20)
    private const int LongestTag = 256;

    public static void Check(AmazonSesConfig config, ConfigReport report, ConnectorPermissions permissions)
    {
        Expect(Region(), config.Region, "region", "Is the code of a region, such as eu-central-1.", report);
        Credentials(config, report, permissions.Cloud ?? CloudGrant.None);
        report.Mailbox("emailAddress", config.EmailAddress);
        report.Line("fromName", config.FromName);
        report.Address("feedbackForwardingEmailAddress", config.FeedbackForwardingEmailAddress);
        report.Mailbox("replyTo", config.ReplyTo);
        Expect(Identity(), config.EmailAddressIdentityArn, "emailAddressIdentityArn", "Is an ARN such as arn:aws:ses:eu-central-1:123456789012:identity/example.com.", report);
        Expect(Identity(), config.FeedbackForwardingEmailAddressIdentityArn, "feedbackForwardingEmailAddressIdentityArn", "Is an ARN such as arn:aws:ses:eu-central-1:123456789012:identity/example.com.", report);
        Expect(Name(), config.ConfigurationSetName, "configurationSetName", "Has at most 64 letters, digits, _ and -.", report);
        Tags(config.Tags, report);
        report.Templates(config.Templates);
    }

    private static void Credentials(AmazonSesConfig config, ConfigReport report, CloudGrant grant)
    {
        Expect(KeyId(), config.AccessKeyId, "accessKeyId", "Is letters and digits: check that only the key's ID was pasted.", report);
        report.HeaderSecret("accessKeySecret", config.AccessKeySecret);
        report.HeaderSecret("sessionToken", config.SessionToken);
        var hasAny = config.AccessKeyId is not null || config.AccessKeySecret is not null || config.SessionToken is not null;

        // A listed role is assumed by the process itself where the configuration has no key.
        var isRoleListed = config.RoleArn is { } listed && grant.Roles.Contains(listed, StringComparer.Ordinal);
        if (hasAny || !(grant.AmbientCredentials || isRoleListed))
        {
            Demand(config.AccessKeyId, "accessKeyId", report);
            Demand(config.AccessKeySecret, "accessKeySecret", report);
        }

        Expect(Role(), config.RoleArn, "roleArn", "Is the ARN of a role, such as arn:aws:iam::123456789012:role/Mailer.", report);
        if (config.RoleArn is not null && !isRoleListed)
        {
            report.Error("roleArn", "not_permitted", "The operator of this platform has not listed this role for this tenant.");
        }
    }

    private static void Tags(IReadOnlyDictionary<string, string>? tags, ConfigReport report)
    {
        foreach (var (name, value) in tags ?? new Dictionary<string, string>())
        {
            if (name.Length > LongestTag || value.Length > LongestTag || !Tag().IsMatch(name) || !Tag().IsMatch(value))
            {
                report.Error(ConfigPath.Root.Member("tags").Member(name).ToString(), "invalid_value", $"Name and value have at most {LongestTag} letters, digits, _ and -.");
            }
        }
    }

    private static void Demand(object? given, string path, ConfigReport report)
    {
        if (given is null)
        {
            report.Error(path, "required", "Is required: the operator of this platform does not lend this tenant credentials.");
        }
    }

    private static void Expect(Regex form, string? value, string path, string message, ConfigReport report)
    {
        if (value is not null && !form.IsMatch(value))
        {
            report.Error(path, "invalid_value", message);
        }
    }

    [GeneratedRegex(@"\A[a-z]{2,}(-[a-z]+)+-\d{1,2}\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9]{1,128}\z")]
    private static partial Regex KeyId();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::\d{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}\z")]
    private static partial Regex Role();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity/[^\s]{1,320}\z")]
    private static partial Regex Identity();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex Tag();
}
