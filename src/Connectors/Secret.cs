using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors;

/// <summary>A credential. Prints as <c>***</c>, wherever it is printed; <see cref="Reveal"/> is the one way to its value.</summary>
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>The value, for the one place that sends it.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";

    public bool Equals(Secret? other) => other is not null && string.Equals(value, other.Reveal(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);
}
