using System.Buffers;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Pooling;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>
/// Sends mail to one server over a pool of connections. Used by many callers at once. Every end of an attempt, also a
/// cancelled one, is an outcome.
/// </summary>
internal sealed class SmtpTransport(SmtpSettings settings, INetwork network, TimeProvider time) : IAsyncDisposable
{
    private readonly ConnectionPool _pool = new(settings.Pool, time);
    private readonly SmtpDialer _dialer = new(settings, network, time);

    /// <param name="envelope">Sender and the one recipient.</param>
    /// <param name="content">Headers and body with CRLF line ends, as composed: dots are doubled here where the wire needs it.</param>
    /// <param name="context">With a stage log, or when it is to stop before content, the attempt opens a connection of its own.</param>
    /// <param name="cancellationToken">The attempt's deadline.</param>
    public async Task<Outcome> SendAsync(
        SmtpEnvelope envelope, ReadOnlySequence<byte> content, AttemptContext context, CancellationToken cancellationToken)
    {
        var traits = ContentTraits.Of(content);
        if (traits.BareLineBreak)
        {
            return Outcome.Rejected(FaultScope.Message, "bare_line_break", "The message has a CR or LF that stands alone.");
        }

        try
        {
            await _pool.EnterAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Outcome.Deferred(FaultScope.Platform, "cancelled", "No connection became free before the attempt's time was over.");
        }

        try
        {
            return context.Stages is null && !context.StopBeforeContent
                ? await SendPooledAsync(envelope, content, traits.EightBit, cancellationToken)
                : await SendAloneAsync(envelope, content, traits.EightBit, context, cancellationToken);
        }
        finally
        {
            _pool.Leave();
        }
    }

    /// <summary>Closes idle connections; those in use are closed when their message is through.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask<Outcome> SendPooledAsync(
        SmtpEnvelope envelope, ReadOnlySequence<byte> content, bool eightBit, CancellationToken cancellationToken)
    {
        if (_pool.Take() is { } kept)
        {
            var transaction = new SmtpTransaction(kept, envelope, content, eightBit, stages: null, cancellationToken);
            var outcome = await RunAsync(transaction, kept);
            if (!transaction.FoundUseless)
            {
                return outcome;
            }
        }

        return await SendFreshAsync(envelope, content, eightBit, AttemptContext.Default, cancellationToken);
    }

    private async ValueTask<Outcome> SendAloneAsync(
        SmtpEnvelope envelope, ReadOnlySequence<byte> content, bool eightBit, AttemptContext context, CancellationToken cancellationToken)
    {
        await _pool.MakeRoomAsync();
        return await SendFreshAsync(envelope, content, eightBit, context, cancellationToken);
    }

    private async ValueTask<Outcome> SendFreshAsync(
        SmtpEnvelope envelope, ReadOnlySequence<byte> content, bool eightBit, AttemptContext context, CancellationToken cancellationToken)
    {
        var dialed = await _dialer.DialAsync(context.Stages, cancellationToken);
        if (dialed.Session is not { } session)
        {
            return dialed.Failure ?? throw new InvalidOperationException("No connection and no reason.");
        }

        if (context.StopBeforeContent)
        {
            await _pool.ReturnAsync(session);
            return Outcome.Accepted("not_sent");
        }

        return await RunAsync(new SmtpTransaction(session, envelope, content, eightBit, context.Stages, cancellationToken), session);
    }

    private async ValueTask<Outcome> RunAsync(SmtpTransaction transaction, SmtpSession session)
    {
        var isThrough = false;
        try
        {
            var outcome = await transaction.RunAsync();
            isThrough = true;
            return outcome;
        }
        finally
        {
            // An exception here is a bug; nobody knows then what the server waits for.
            session.IsBroken |= !isThrough;
            await _pool.ReturnAsync(session);
        }
    }
}
