using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Storage;

/// <summary>The contexts that sealed values are bound to, so that none can be put in another's place. Built here and nowhere else.</summary>
public static class SealedContext
{
    public static string Revision(TenantId tenant, int number) => $"{tenant}/revision/{number}";

    public static string Token(TenantId tenant, string grant) => $"{tenant}/token/{grant}";

    public static string Message(TenantId tenant, MessageId id) => $"{tenant}/message/{id}";

    public static string Mailbox(TenantId tenant, MessageId id) => $"{tenant}/mailbox/{id}";

    public static string Value(string name) => $"value/{name}";
}
