using System.Buffers;
using EmailPlatform.Connectors.Smtp.Replies;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>
/// One message on one connection: the envelope in one write where the server allows it, the content in another.
/// Knows at every moment how much has gone out, for that decides between deferred and unknown.
/// </summary>
internal sealed class SmtpTransaction(
    SmtpSession session, SmtpEnvelope envelope, ReadOnlySequence<byte> content, bool eightBit, StageLog? stages, CancellationToken cancellationToken)
{
    private const int LargestWrite = 32 * 1024;

    // After a write failed there may be a last word of the server that explains it.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly SmtpWire _wire = session.Wire;
    private readonly SmtpCapabilities _offered = session.Capabilities;
    private Outcome? _failure;
    private long _begin = stages?.Begin() ?? 0;
    private bool _contentBegun;
    private bool _contentComplete;

    /// <summary>The connection had ended while it was idle: nothing of this message went out, and another one will do.</summary>
    public bool FoundClosed { get; private set; }

    public async ValueTask<Outcome> RunAsync()
    {
        if (Preflight.Check(envelope, content.Length, eightBit, _offered) is { } impossible)
        {
            return impossible;
        }

        session.Transactions++;
        _wire.Deadline.Attach(cancellationToken);
        try
        {
            return await SendEnvelopeAsync() ? await SendContentAsync() : _failure ?? throw new InvalidOperationException("An envelope refused without a reason.");
        }
        catch (WireException exception)
        {
            session.IsBroken = true;
            return _failure ?? await DescribeAsync(exception);
        }
        finally
        {
            _wire.Deadline.Detach();
        }
    }

    private async ValueTask<bool> SendEnvelopeAsync()
    {
        var output = _wire.Output;
        output.Clear();
        var resets = session.NeedsReset;
        if (resets)
        {
            output.Add("RSET\r\n"u8);
        }

        if (!_offered.Pipelining)
        {
            return await SendStepwiseAsync(resets);
        }

        EnvelopeCommands.AddMail(output, envelope, content.Length, eightBit, _offered);
        EnvelopeCommands.AddRecipient(output, envelope);
        if (!_offered.Chunking)
        {
            output.Add("DATA\r\n"u8);
        }

        await _wire.FlushAsync();

        // Every reply is read, whatever the ones before it were: else the next message would take them for its own.
        var good = (!resets || await ExpectAsync(SmtpStep.MailFrom, noted: false))
            & await ExpectAsync(SmtpStep.MailFrom)
            & await ExpectAsync(SmtpStep.RcptTo);
        if (_offered.Chunking)
        {
            return good;
        }

        var goesAhead = await ExpectAsync(SmtpStep.Data);
        if (goesAhead && !good)
        {
            // RFC 2920, section 3.1: the server waits for content though it took no recipient. A lone dot ends that.
            output.Add(".\r\n"u8);
            await _wire.FlushAsync();
            await _wire.ReadReplyAsync();
        }

        return good && goesAhead;
    }

    private async ValueTask<bool> SendStepwiseAsync(bool resets)
    {
        var output = _wire.Output;
        if (resets)
        {
            await _wire.FlushAsync();
            if (!await ExpectAsync(SmtpStep.MailFrom, noted: false))
            {
                return false;
            }
        }

        EnvelopeCommands.AddMail(output, envelope, content.Length, eightBit, _offered);
        await _wire.FlushAsync();
        if (!await ExpectAsync(SmtpStep.MailFrom))
        {
            return false;
        }

        EnvelopeCommands.AddRecipient(output, envelope);
        await _wire.FlushAsync();
        if (!await ExpectAsync(SmtpStep.RcptTo) || _offered.Chunking)
        {
            return _failure is null;
        }

        output.Add("DATA\r\n"u8);
        await _wire.FlushAsync();
        return await ExpectAsync(SmtpStep.Data);
    }

    /// <summary>Reads the reply to one command; the first bad one becomes the outcome.</summary>
    private async ValueTask<bool> ExpectAsync(SmtpStep step, bool noted = true)
    {
        if (session.IsBroken)
        {
            return false;
        }

        var reply = await _wire.ReadReplyAsync();
        var isGood = step == SmtpStep.Data ? reply.IsIntermediate : reply.IsPositive;
        if (noted && _failure is null)
        {
            Note(step, isGood, reply);
        }

        if (isGood)
        {
            return true;
        }

        session.NeedsReset = true;
        _failure ??= ReplyJudge.Judge(step, reply);
        if (reply.Code == 421)
        {
            // The server says goodbye; no further reply comes.
            session.IsBroken = true;
            FoundClosed = session.Transactions > 1;
        }

        return false;
    }

    private async ValueTask<Outcome> SendContentAsync()
    {
        session.NeedsReset = true;
        await WriteContentAsync();
        var reply = await _wire.ReadReplyAsync();
        Note(SmtpStep.Content, reply.IsPositive, reply);
        if (!reply.IsPositive)
        {
            session.IsBroken = reply.Code == 421;
            return ReplyJudge.Judge(SmtpStep.Content, reply);
        }

        session.NeedsReset = false;
        var text = reply.ReadText();
        return Outcome.Accepted(reply.FullCode, text, QueueId.Find(text));
    }

    private async ValueTask WriteContentAsync()
    {
        var output = _wire.Output;
        var stuffing = new DotStuffing();
        if (_offered.Chunking)
        {
            // One chunk (RFC 3030): the size is known, and a second chunk would only cost a second reply.
            output.Add("BDAT "u8);
            output.Add(content.Length);
            output.Add(" LAST\r\n"u8);
        }

        foreach (var segment in content)
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, LargestWrite)];
                rest = rest[piece.Length..];
                if (_offered.Chunking)
                {
                    output.Add(piece.Span);
                }
                else
                {
                    stuffing.Write(piece.Span, output);
                }

                if (output.Length > LargestWrite)
                {
                    await FlushContentAsync();
                }
            }
        }

        if (!_offered.Chunking)
        {
            stuffing.End(output);
        }

        if (output.Length > 0)
        {
            await FlushContentAsync();
        }

        _contentComplete = true;
    }

    private ValueTask FlushContentAsync()
    {
        // The registration that stops the wire may lag behind the token; content must not.
        if (cancellationToken.IsCancellationRequested)
        {
            throw new WireException(WireFault.Cancelled, "The attempt's time was over.");
        }

        _contentBegun = true;
        return _wire.FlushAsync();
    }

    private async ValueTask<Outcome> DescribeAsync(WireException exception)
    {
        if (_contentBegun && !_contentComplete && exception.Fault == WireFault.Closed && await ReadLastWordsAsync() is { } said)
        {
            return said;
        }

        stages?.Add(_contentBegun ? Stage.Data : Stage.Mail, false, exception.Message, _begin);
        FoundClosed = !_contentBegun && exception.Fault == WireFault.Closed && session.Transactions > 1;
        return TransactionTrouble.Describe(exception, _contentComplete);
    }

    private async ValueTask<Outcome?> ReadLastWordsAsync()
    {
        try
        {
            var reply = await _wire.ReadReplyAsync(LastWords);
            Note(SmtpStep.Content, false, reply);
            return reply.Code >= 400 ? ReplyJudge.Judge(SmtpStep.Content, reply) : null;
        }
        catch (WireException)
        {
            // It said nothing: the first exception tells all there is.
            return null;
        }
    }

    private void Note(SmtpStep step, bool isGood, in SmtpReply reply)
    {
        // The go-ahead of DATA is no stage of its own.
        if (stages is null || (step == SmtpStep.Data && isGood))
        {
            return;
        }

        var stage = step switch
        {
            SmtpStep.MailFrom => Stage.Mail,
            SmtpStep.RcptTo => Stage.Rcpt,
            _ => Stage.Data,
        };
        stages.Add(stage, isGood, reply.ReadText(), _begin);
        _begin = stages.Begin();
    }
}
