namespace EmailPlatform.Connectors.Configuration;

/// <summary>A secret that was submitted as <c>{ "keep": n }</c>.</summary>
/// <param name="Path">Where it stands, in the new form and in revision <paramref name="Revision"/> alike.</param>
/// <param name="BoundTo">The members that decide where it goes.</param>
/// <param name="IsUrl">A whole URL is kept: it is its own destination.</param>
internal sealed record KeptSecretReference(ConfigPath Path, int Revision, IReadOnlyList<string> BoundTo, bool IsUrl);
