namespace EmailPlatform.Connectors.Network;

/// <summary>The two stages before the first byte; named as the stages of a test report are.</summary>
public enum ConnectStage
{
    Dns,
    Connect,
}
