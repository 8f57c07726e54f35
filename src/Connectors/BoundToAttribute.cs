namespace EmailPlatform.Connectors;

/// <summary>
/// Stands beside a <see cref="Secret"/> in a config record and names the members that decide where the secret goes
/// (<c>host</c>, <c>port</c>, <c>auth.accessUrl</c>): a kept secret must be given again when one of them differs.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public class BoundToAttribute(params string[] members) : Attribute
{
    /// <summary>Paths from the configuration's root; a path to an object covers all of it.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}
