namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>A connection broke. Never leaves the transport: there it becomes an outcome.</summary>
internal sealed class WireException(WireFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public WireFault Fault => fault;
}
