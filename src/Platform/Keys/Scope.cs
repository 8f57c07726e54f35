using System.Diagnostics.CodeAnalysis;

namespace EmailPlatform.Platform.Keys;

/// <summary>What a tenant key may do. Exactly what is built has a scope.</summary>
public readonly record struct Scope
{
    private static readonly string[] Names =
    [
        "messages:send", "messages:read", "messages:manage", "connector:read", "connector:write",
        "override", "tenant:read", "tenant:write", "keys", "promote", "secrets:copy",
        "templates:read", "templates:write",
    ];

    private readonly byte _index;

    private Scope(int index) => _index = (byte)index;

    /// <summary>POST messages.</summary>
    public static Scope MessagesSend => new(0);

    /// <summary>GET messages and mailbox.</summary>
    public static Scope MessagesRead => new(1);

    /// <summary>Retry, cancel, release, erase; emptying the mailbox.</summary>
    public static Scope MessagesManage => new(2);

    /// <summary>GET connector, revisions, diff, receipts.</summary>
    public static Scope ConnectorRead => new(3);

    /// <summary>Create, test, activate, roll back, retire, delete.</summary>
    public static Scope ConnectorWrite => new(4);

    /// <summary><c>force</c> anywhere.</summary>
    public static Scope Override => new(5);

    /// <summary>GET tenant and audit.</summary>
    public static Scope TenantRead => new(6);

    /// <summary>PATCH of what a tenant may set itself.</summary>
    public static Scope TenantWrite => new(7);

    /// <summary>The tenant's keys.</summary>
    public static Scope Keys => new(8);

    /// <summary>Promotion, in the source and in the target.</summary>
    public static Scope Promote => new(9);

    /// <summary>Taking a secret along with a promotion, in the source and in the target.</summary>
    public static Scope SecretsCopy => new(10);

    /// <summary>GET templates, preview.</summary>
    public static Scope TemplatesRead => new(11);

    /// <summary>PUT, DELETE, restore, import.</summary>
    public static Scope TemplatesWrite => new(12);

    public static IReadOnlyList<Scope> All { get; } = [.. Enumerable.Range(0, Names.Length).Select(index => new Scope(index))];

    public static bool TryParse([NotNullWhen(true)] string? text, out Scope scope)
    {
        var index = Array.IndexOf(Names, text);
        scope = new Scope(Math.Max(index, 0));
        return index >= 0;
    }

    public override string ToString() => Names[_index];
}
