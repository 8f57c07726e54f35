namespace EmailPlatform.Connectors;

/// <summary>One thing wrong (an error) or odd (a warning) in a configuration.</summary>
/// <param name="Path">Where, from the configuration's root: <c>templates[0].subject</c>; empty for the whole.</param>
/// <param name="Code">Stable: <c>required</c>, <c>unknown_member</c>, <c>wrong_type</c>, <c>invalid_value</c>, <c>secret_rebind_required</c>, …</param>
/// <param name="Message">For people; never contains the value of a secret.</param>
public sealed record ConfigProblem(string Path, string Code, string Message);
