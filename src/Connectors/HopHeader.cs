namespace EmailPlatform.Connectors;

/// <summary>
/// Marks the HTTP calls by which mail is handed to a tenant's own endpoint. One that leads back to a platform, however many
/// names and proxies lie between, is recognised by it and refused: else one message would go round for ever.
/// </summary>
public static class HopHeader
{
    public const string Name = "EmailPlatform-Hop";

    public const string Value = "1";
}
