namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>One language's file of texts.</summary>
/// <param name="CodeNote">Below a code.</param>
/// <param name="LinkNote">Below a button.</param>
/// <param name="Button">On it.</param>
/// <param name="LinkHint">Before the address that is written out.</param>
/// <param name="Usages">By usage type; all nine are there.</param>
internal sealed record BuiltInTexts(
    string CodeNote,
    string LinkNote,
    string Button,
    string LinkHint,
    IReadOnlyDictionary<string, BuiltInText> Usages);
