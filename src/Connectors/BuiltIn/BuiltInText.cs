namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>What a mail of one usage says, in one language.</summary>
/// <param name="Heading">Without variables.</param>
/// <param name="Lead">The sentence before the code or the button.</param>
internal sealed record BuiltInText(string Subject, string Heading, string Lead);
