using EmailPlatform.Platform.Keys;

namespace EmailPlatform.Server.Access;

/// <summary>Who may call an endpoint. Every endpoint carries one; without it nobody is let in.</summary>
/// <param name="Scope">What a tenant key needs; <c>null</c> for admins only.</param>
/// <param name="Anyone">No key needed.</param>
internal sealed record RequiredAccess(Scope? Scope, bool Anyone)
{
    public static RequiredAccess Open { get; } = new(null, true);

    public static RequiredAccess Admin { get; } = new(null, false);

    public static RequiredAccess Of(Scope scope) => new(scope, false);

    /// <summary>As the documentation names it.</summary>
    public override string ToString() => this switch
    {
        { Anyone: true } => "none",
        { Scope: { } scope } => scope.ToString(),
        _ => "admin",
    };
}
