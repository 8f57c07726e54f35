namespace EmailPlatform.Connectors.Network;

/// <summary>Allowed when <see cref="Refusal"/> is null; else it completes "the host leads to …".</summary>
public readonly record struct AddressVerdict(string? Refusal)
{
    public static AddressVerdict Allowed => default;

    public bool IsAllowed => Refusal is null;

    public static AddressVerdict Refuse(string refusal) => new(refusal);
}
