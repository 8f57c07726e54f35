namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>Which languages a mail may be in, the best first: what was asked for, then the tenant's default, then English.</summary>
/// <param name="Wanted">The message's tag.</param>
/// <param name="Default">The tenant's; <c>null</c> is English.</param>
public readonly record struct MailLocale(string? Wanted, string? Default)
{
    public const string Last = "en";

    /// <summary>The language that the mail is in if there is a template in it.</summary>
    public string Best => Wanted ?? Default ?? Last;
}
