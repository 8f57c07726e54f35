namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>The templates of one usage: in languages, and one that serves whatever was asked for.</summary>
internal sealed class UsageTemplates
{
    private Localized<Template>? _localized;
    private Template? _any;

    /// <summary>Of several in one language the first counts.</summary>
    public void Add(string? locale, Template template)
    {
        if (locale is null)
        {
            _any ??= template;
        }
        else
        {
            (_localized ??= new Localized<Template>()).Add(locale, template);
        }
    }

    public bool Speaks(string locale) => _localized?.Find(locale) is not null;

    public Template? Find(MailLocale locale) => _localized is null
        ? _any
        : _localized.Find(locale.Wanted) ?? _localized.Find(locale.Default) ?? _any ?? _localized.Find(MailLocale.Last);
}
