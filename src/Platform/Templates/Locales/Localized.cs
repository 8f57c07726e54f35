namespace EmailPlatform.Platform.Templates.Locales;

/// <summary>
/// One thing in several languages. A reader gets the one of the very tag, else the nearest of its parents: de-AT finds de,
/// zh-TW finds zh-Hant and never zh. Filled once, read by many.
/// </summary>
internal sealed class Localized<T>
    where T : class
{
    private readonly Dictionary<string, T> _byTag = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, T> _byShortTag = new(StringComparer.Ordinal);

    /// <summary>Of several for one language the first counts.</summary>
    public void Add(string tag, T value)
    {
        _byTag.TryAdd(tag, value);
        if (LocaleTag.Parse(tag) is { } parsed)
        {
            _byShortTag.TryAdd(parsed.Text, value);
        }
    }

    /// <param name="tag">As it came with a message; <c>null</c> and what is no tag find nothing.</param>
    public T? Find(string? tag)
    {
        if (tag is null)
        {
            return null;
        }

        if (_byTag.TryGetValue(tag, out var exact))
        {
            return exact;
        }

        return LocaleTag.Parse(tag)?.WithParents().Select(parent => _byShortTag.GetValueOrDefault(parent)).FirstOrDefault(found => found is not null);
    }
}
