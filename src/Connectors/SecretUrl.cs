using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>A URL whose query may hold a token. Prints without it; <see cref="Reveal"/> gives all of it.</summary>
[JsonConverter(typeof(SecretUrlJsonConverter))]
public sealed class SecretUrl(string value) : IEquatable<SecretUrl>
{
    /// <summary>The whole URL as it was given, for the one place that calls it.</summary>
    public string Reveal() => value;

    /// <summary>Whether there is something in it that must not be shown.</summary>
    public bool HoldsSecret => !TryParse(out var uri) || uri.Query.Length > 1 || uri.Fragment.Length > 1 || uri.UserInfo.Length > 0;

    /// <summary>Scheme, host, port and path; nothing when it is no URL.</summary>
    public string? Display => TryParse(out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : null;

    public bool TryParse([NotNullWhen(true)] out Uri? uri) => Uri.TryCreate(value, UriKind.Absolute, out uri);

    public override string ToString() => Display ?? "***";

    public bool Equals(SecretUrl? other) => other is not null && string.Equals(value, other.Reveal(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as SecretUrl);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);
}
