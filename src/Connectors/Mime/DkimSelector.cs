namespace EmailPlatform.Connectors.Mime;

/// <summary>What stands before <c>._domainkey</c> in DNS.</summary>
internal static class DkimSelector
{
    private const int MaxName = 253;

    public static string? Check(string selector, string domain)
    {
        if (selector.Length + "._domainkey.".Length + domain.Length > MaxName)
        {
            return $"Selector and domain together make a DNS name of more than {MaxName} characters.";
        }

        foreach (var range in selector.AsSpan().Split('.'))
        {
            var label = selector.AsSpan(range);
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            {
                return "The selector is not made of DNS labels.";
            }

            foreach (var character in label)
            {
                if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                {
                    return "The selector may hold only letters, digits, hyphens, underscores and dots.";
                }
            }
        }

        return null;
    }
}
