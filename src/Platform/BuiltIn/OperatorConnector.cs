using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>
/// The operator's connector, open once on this node for all tenants: its connections and tokens are shared. The log has what
/// it answered; tenants get <see cref="Discretion"/>.
/// </summary>
public sealed partial class OperatorConnector : IOperatorConnector, IAsyncDisposable
{
    private readonly string _type;
    private readonly CompiledConnector _connector;
    private readonly List<Secret> _secrets = [];
    private readonly TimeProvider _time;
    private readonly ILogger<OperatorConnector> _logger;

    /// <exception cref="FormatException">The connector cannot send what is rendered here.</exception>
    public OperatorConnector(BuiltInSetup setup, ConnectorContext context, ILogger<OperatorConnector> logger)
    {
        (_type, _time, _logger) = (setup.Connector.Description.Type, context.Time, logger);
        setup.Connector.Redact(setup.Stored, leaf =>
        {
            _secrets.Add(leaf.Value);
            return "***";
        });
        _connector = setup.Connector.Compile(setup.Stored, context);
        Capabilities = _connector.Capabilities ?? setup.Connector.Description.Capabilities;
        if (!Capabilities.Html || UsageType.All.Any(_connector.RendersRemotely))
        {
            throw new FormatException(
                $"{BuiltInSetup.Section}: {_type} as it is configured has mail rendered elsewhere. The built-in service brings its own templates: leave the provider's out, or choose another type.");
        }
    }

    public ConnectorCapabilities Capabilities { get; }

    public async Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        var begin = context.Stages?.Begin() ?? 0;
        var own = context with { Stages = context.Stages is null ? null : new StageLog(_time) };
        var outcome = await _connector.SendAsync(mail, own, cancellationToken).ConfigureAwait(false);
        Log(mail, outcome);
        var told = Discretion.Of(outcome);
        if (context.Stages is { } stages)
        {
            var (stage, ok, detail) = Discretion.StageOf(told, context.StopBeforeContent);
            stages.Add(stage, ok, detail, begin);
        }

        return told;
    }

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    private void Log(Mail mail, Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Accepted)
        {
            LogAccepted(mail.Id, _type, outcome.ProviderMessageId);
            return;
        }

        var reply = ReplyCleaner.Clean(outcome.Reply, mail.Payload, [.. _secrets, new Secret(mail.To.ToString())]);
        LogAnswer(mail.Id, _type, outcome.Kind, outcome.Scope, outcome.Code, reply, outcome.Hint);
    }

    [LoggerMessage(LogLevel.Debug, "The built-in service sent message {messageId} through {connectorType} as {providerMessageId}")]
    private partial void LogAccepted(string messageId, string connectorType, string? providerMessageId);

    [LoggerMessage(LogLevel.Warning, "The built-in service's {connectorType} answered message {messageId}: {outcome}, {scope}, {code}, {reply} {hint}")]
    private partial void LogAnswer(string messageId, string connectorType, OutcomeKind outcome, FaultScope? scope, string code, string? reply, string? hint);
}
