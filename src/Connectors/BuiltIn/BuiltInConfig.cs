using System.ComponentModel;

namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>What a tenant puts around the ready-made templates.</summary>
internal sealed record BuiltInConfig(
    [Description("The name shown as the sender and above the content; the operator's own when absent. No links, no addresses.")] string? SenderName = null,
    [Description("A line or a few below the content, such as the company's name and where it is. No links, no addresses.")] string? CompanyInformation = null,
    [Description("https URL of an image shown above the content in place of the name, some 48 pixels high. Mail programs load it, the platform never does.")] string? AppLogo = null);
