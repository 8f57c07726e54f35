using EmailPlatform.Platform.Keys;

namespace EmailPlatform.Server.Access;

/// <summary>Says at an endpoint who may call it.</summary>
internal static class AccessConventions
{
    public static TBuilder ForAnyone<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(RequiredAccess.Open);

    public static TBuilder ForAdmins<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(RequiredAccess.Admin);

    public static TBuilder ForScope<TBuilder>(this TBuilder builder, Scope scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(RequiredAccess.Of(scope));
}
