using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Messages;

/// <summary>Which of the languages that an end user accepts a message is for: the one wanted most among those that there is a template in.</summary>
internal static class WantedLanguage
{
    /// <param name="accepted">Those wanted most first.</param>
    public static string? Choose(IReadOnlyList<string> accepted, IOpenRevision revision, TemplateIndex own, UsageType usageType)
    {
        return accepted.Count < 2
            ? accepted.FirstOrDefault()
            : accepted.FirstOrDefault(tag => Speaks(usageType, tag)) ?? accepted.FirstOrDefault(tag => Speaks(UsageType.Generic, tag)) ?? accepted[0];

        bool Speaks(UsageType usage, string tag) => own.Speaks(usage, tag) || revision.Speaks(usage, tag);
    }
}
