using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>
/// What a message is for. There are nine; names are case-sensitive. The default value is <see cref="Generic"/>,
/// which stands in wherever a usage has no template of its own.
/// </summary>
[JsonConverter(typeof(UsageTypeJsonConverter))]
public readonly record struct UsageType : IParsable<UsageType>
{
    private static readonly string[] Names =
    [
        "Generic", "SignIn", "Register", "ForgotPassword", "OrganizationInvitation",
        "UserPermissionValidation", "BindNewIdentifier", "MfaVerification", "BindMfa",
    ];

    private readonly byte _index;

    private UsageType(int index) => _index = (byte)index;

    public static UsageType Generic => new(0);

    public static UsageType SignIn => new(1);

    public static UsageType Register => new(2);

    public static UsageType ForgotPassword => new(3);

    public static UsageType OrganizationInvitation => new(4);

    public static UsageType UserPermissionValidation => new(5);

    public static UsageType BindNewIdentifier => new(6);

    public static UsageType MfaVerification => new(7);

    public static UsageType BindMfa => new(8);

    public static IReadOnlyList<UsageType> All { get; } = [.. Enumerable.Range(0, Names.Length).Select(index => new UsageType(index))];

    /// <summary>Whether a message of this usage carries a code or a link, without which it would be worth nothing.</summary>
    public bool HasCode => this != Generic && this != OrganizationInvitation;

    /// <exception cref="FormatException">The text names none of the nine.</exception>
    public static UsageType Parse(string text) =>
        TryParse(text, out var usage) ? usage : throw new FormatException($"Usage types are {string.Join(", ", Names)}.");

    public static bool TryParse([NotNullWhen(true)] string? text, out UsageType usage)
    {
        var index = Array.IndexOf(Names, text);
        usage = new UsageType(Math.Max(index, 0));
        return index >= 0;
    }

    static UsageType IParsable<UsageType>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<UsageType>.TryParse(string? s, IFormatProvider? provider, out UsageType result) => TryParse(s, out result);

    public override string ToString() => Names[_index];
}
