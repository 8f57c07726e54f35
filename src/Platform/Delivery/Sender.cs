using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Connectors;
using Microsoft.Extensions.Logging;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Makes one attempt: renders, hands over, cleans the answer. Real mail and test sends both come through here, so that what
/// was tested is what runs. Decides nothing about trying again.
/// </summary>
public sealed partial class Sender(ILogger<Sender> logger)
{
    /// <summary>Makes the attempt and answers with a value, whatever happens.</summary>
    /// <param name="cancellationToken">Cancelled at the attempt's deadline.</param>
    public async Task<SendReport> SendAsync(IOpenRevision revision, Outgoing message, AttemptContext context, CancellationToken cancellationToken)
    {
        var rendering = context.Stages?.Begin() ?? 0;
        var composed = Compose(revision, message);
        context.Stages?.Add(Stage.Render, composed.Refusal is null, composed.Refusal?.Hint ?? composed.Refusal?.Code ?? "rendered", rendering);
        if (composed.Mail is null)
        {
            var refusal = composed.Refusal ?? Outcome.Rejected(FaultScope.Message, "template_not_found");
            return new SendReport(refusal, composed.MissingVariables, composed.UnusableVariables, composed.Inexpressible);
        }

        var outcome = await AttemptAsync(revision, composed.Mail, context, cancellationToken).ConfigureAwait(false);
        var reply = ReplyCleaner.Clean(outcome.Reply, message.Content.Payload, revision.Secrets);
        var id = ReplyCleaner.CleanId(outcome.ProviderMessageId, message.Content.Payload, revision.Secrets);
        return new SendReport(outcome with { Reply = reply, ProviderMessageId = id }, composed.MissingVariables, composed.UnusableVariables);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The delivery loop: a message that cannot be composed by a bug of ours must not end without an outcome, nor count against the connector.")]
    private MailComposition Compose(IOpenRevision revision, Outgoing message)
    {
        try
        {
            return MailComposition.Compose(revision, message);
        }
        catch (Exception exception)
        {
            LogConnectorFailed(exception.GetType().Name, revision.ConnectorType, message.Id);
            return new MailComposition(null, Outcome.Deferred(FaultScope.Message, "composition_failed"), [], []);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The delivery loop: whatever a connector throws becomes an outcome, so that no message is lost by a bug in one of them.")]
    private async Task<Outcome> AttemptAsync(IOpenRevision revision, Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await revision.Connector.SendAsync(mail, context, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Outcome.Deferred(FaultScope.Platform, "attempt_timeout", hint: "The attempt did not come as far as the content before its time was up.");
        }
        catch (Exception exception)
        {
            LogConnectorFailed(exception.GetType().Name, revision.ConnectorType, mail.Id);
            return Outcome.Unknown(FaultScope.Platform, "connector_failed", hint: "The connector failed unexpectedly; whether the content went out is not known.");
        }
    }

    // The exception itself may hold content or credentials in its message: only its type is logged.
    [LoggerMessage(LogLevel.Error, "An attempt ended with {exceptionType} in connector {connectorType}, message {messageId}")]
    private partial void LogConnectorFailed(string exceptionType, string connectorType, string messageId);
}
