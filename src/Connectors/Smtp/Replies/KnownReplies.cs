namespace EmailPlatform.Connectors.Smtp.Replies;

/// <summary>Every reply whose meaning is more than its step and class say; the first that fits counts, so providers' own stand first.</summary>
internal static class KnownReplies
{
    public static IReadOnlyList<KnownReply> All { get; } = [.. ProviderReplies.All, .. AuthenticationReplies.All, .. StandardReplies.All];
}
