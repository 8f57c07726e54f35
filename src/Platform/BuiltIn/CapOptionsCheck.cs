using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>Refuses caps that let nothing through, or say nothing: whoever wants no mail sets up no built-in service.</summary>
internal sealed class CapOptionsCheck : IValidateOptions<CapOptions>
{
    public ValidateOptionsResult Validate(string? name, CapOptions options)
    {
        var caps = ((string Setting, int? Value)[])
            [(nameof(options.TenantDay), options.TenantDay), (nameof(options.TenantMonth), options.TenantMonth), (nameof(options.RecipientHour), options.RecipientHour)];
        var wrong = caps.Where(cap => cap.Value < 1).Select(cap => $"{BuiltInSetup.Section}:Caps:{cap.Setting} is at least 1.").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
