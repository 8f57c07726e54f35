using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EmailPlatform.Platform.Tenants;

/// <summary>A tenant's id: <c>[a-z0-9][a-z0-9-]{1,62}</c>, chosen by its creator, never reused.</summary>
public readonly partial record struct TenantId
{
    private readonly string? _value;

    private TenantId(string value) => _value = value;

    public static TenantId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A tenant id has 2 to 63 of a-z, 0-9 and '-', and does not start with '-'.");

    public static bool TryParse([NotNullWhen(true)] string? text, out TenantId id)
    {
        var valid = text is not null && Pattern().IsMatch(text);
        id = valid ? new TenantId(text ?? "") : default;
        return valid;
    }

    public override string ToString() => _value ?? "";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
