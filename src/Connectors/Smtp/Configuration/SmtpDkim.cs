using System.ComponentModel;

namespace EmailPlatform.Connectors.Smtp.Configuration;

internal sealed record SmtpDkim(
    [Description("The signing domain: d=.")] string DomainName,
    [Description("The selector: the key is published at selector._domainkey.domain.")] string KeySelector,
    SmtpDkimKey PrivateKey,
    [Description("The headers to sign, in place of the usual ones.")] IReadOnlyList<string>? HeaderFieldNames = null,
    [Description("Headers not to sign.")] IReadOnlyList<string>? SkipFields = null);
