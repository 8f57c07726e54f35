namespace EmailPlatform.Platform.BuiltIn;

/// <summary>How much mail may go out in the operator's name. Section <c>EmailPlatform:BuiltIn:Caps</c>.</summary>
public sealed class CapOptions
{
    /// <summary>Most mails of a tenant on one day, in UTC; any number when absent.</summary>
    public int? TenantDay { get; set; }

    /// <summary>Most mails of a tenant in one month, in UTC; any number when absent.</summary>
    public int? TenantMonth { get; set; }

    /// <summary>Most mails to one recipient in any hour, of all tenants together.</summary>
    public int RecipientHour { get; set; } = 20;
}
