using System.ComponentModel;
using EmailPlatform.Connectors.Configuration;

namespace EmailPlatform.Connectors.AliyunDirectMail;

internal sealed record AliyunDirectMailConfig(
    [Description("The ID of an AccessKey, best of a RAM user that may do nothing but send.")] string AccessKeyId,
    [Description("The secret of the AccessKey.")]
    [BoundTo("regionId")]
    Secret AccessKeySecret,
    [Description("The sender address, as the DirectMail console has it.")] string AccountName,
    [Description("The region in which the sender address was made.")] AliyunRegion RegionId = AliyunRegion.CnHangzhou,
    [Description("The name shown with the sender: at most 15 characters.")] string? FromAlias = null,
    [Description("Where answers go, unless the message or its template says otherwise.")] string? ReplyTo = null,
    [Description("The name of a tag that the console has; DirectMail counts by it.")] string? TagName = null,
    [Description("Templates for when the tenant has none of its own. Absent, or with at least Register, SignIn, ForgotPassword and Generic.")]
    IReadOnlyList<HtmlTemplate>? Templates = null);
