using EmailPlatform.Platform.Keys;

namespace EmailPlatform.Server.Access;

/// <summary>Who calls, for endpoints that only callers with a key reach.</summary>
internal static class CallerFeature
{
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint lets callers without a key in.");
}
