using EmailPlatform.Platform.Audit;

namespace EmailPlatform.Server.Audit;

/// <summary>One line of the audit.</summary>
/// <param name="Action">Dotted: <c>connector.activated</c>.</param>
/// <param name="By">The key's name.</param>
/// <param name="From">The caller's network address.</param>
internal sealed record AuditResponse(
    DateTimeOffset At,
    string Action,
    string By,
    string KeyId,
    string? From,
    IReadOnlyDictionary<string, string> Details)
{
    public static AuditResponse Of(RecordedAudit recorded) => new(
        recorded.Entry.At,
        recorded.Entry.Action,
        recorded.Entry.Actor.Name,
        recorded.Entry.Actor.KeyId,
        recorded.Entry.Actor.Address,
        recorded.Entry.Details);
}
