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
    private readonly bool _chunks = session.Capabilities.Chunking && !session.Lessons.ChunkingFails;
    private Outcome? _failure;
    private long _begin = stages?.Begin() ?? 0;
    private bool _contentBegun;
    private bool _contentComplete;

    /// <summary>The connection had ended, or gone wrong, before this message: nothing of it went out, and another one will do.</summary>
    public bool FoundUseless { get; private set; }

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
        if (!_chunks)
        {
            output.Add("DATA\r\n"u8);
        }

        await _wire.FlushAsync();

        // Every reply is read, whatever the ones before it were: else the next message would take them for its own.
        if (resets)
        {
            await ExpectResetAsync();
        }

        var hasSender = await ExpectAsync(SmtpStep.MailFrom);
        var hasRecipient = await ExpectAsync(SmtpStep.RcptTo);
        if (_chunks)
        {
            return hasSender && hasRecipient;
        }

        var goesAhead = await ExpectAsync(SmtpStep.Data);
        if (goesAhead && !hasRecipient)
        {
            await EndWithoutContentAsync();
        }
        else if (goesAhead && !hasSender)
        {
            // It has a recipient: a dot would deliver an empty mail, the connection's end does not.
            session.IsBroken = true;
        }

        return hasSender && hasRecipient && goesAhead;
    }

    private async ValueTask<bool> SendStepwiseAsync(bool resets)
    {
        var output = _wire.Output;
        if (resets)
        {
            await _wire.FlushAsync();
            if (!await ExpectResetAsync())
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
        if (!await ExpectAsync(SmtpStep.RcptTo) || _chunks)
        {
            return _failure is null;
        }

        output.Add("DATA\r\n"u8);
        await _wire.FlushAsync();
        return await ExpectAsync(SmtpStep.Data);
    }

    /// <summary>A server that refuses to forget is in a state that nobody knows: the message goes over another connection.</summary>
    private async ValueTask<bool> ExpectResetAsync()
    {
        var reply = await _wire.ReadReplyAsync();
        if (reply.IsPositive)
        {
            return true;
        }

        session.IsBroken = true;
        FoundUseless = true;
        _failure = ReplyJudge.Judge(SmtpStep.MailFrom, reply);
        return false;
    }

    /// <summary>RFC 2920, section 3.1: the server waits for content though it took no recipient. A lone dot ends that.</summary>
    private async ValueTask EndWithoutContentAsync()
    {
        _wire.Output.Add(".\r\n"u8);
        await _wire.FlushAsync();
        var reply = await _wire.ReadReplyAsync();
        session.IsBroken = reply.Code == 421 || reply.IsIntermediate;
    }

    /// <summary>Reads the reply to one command; the first bad one becomes the outcome.</summary>
    private async ValueTask<bool> ExpectAsync(SmtpStep step)
    {
        if (session.IsBroken)
        {
            return false;
        }

        var reply = await _wire.ReadReplyAsync();
        var isGood = step == SmtpStep.Data ? reply.IsIntermediate : reply.IsPositive;
        if (_failure is null)
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
            FoundUseless = session.WasIdle;
        }
        else if (reply.Code < 400)
        {
            // No server answers this command with that class: replies and commands are out of step, for good.
            session.IsBroken = true;
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
            return Refused(reply);
        }

        session.NeedsReset = false;
        var text = reply.ReadText();
        return Outcome.Accepted(reply.FullCode, text, QueueId.Find(text));
    }

    private Outcome Refused(in SmtpReply reply)
    {
        session.IsBroken = reply.Code == 421;
        if (reply.IsIntermediate)
        {
            session.IsBroken = true;
            return TransactionTrouble.OutOfStep(reply);
        }

        if (_chunks && reply.Code is >= 500 and <= 504)
        {
            // It takes the content for commands by now.
            session.IsBroken = true;
            session.Lessons.ChunkingFails = true;
            return TransactionTrouble.ChunkNotKnown(reply);
        }

        return ReplyJudge.Judge(SmtpStep.Content, reply);
    }

    private async ValueTask WriteContentAsync()
    {
        var output = _wire.Output;
        var stuffing = new DotStuffing();
        if (_chunks)
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
                if (_chunks)
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

        if (!_chunks)
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
        FoundUseless = !_contentBegun && exception.Fault == WireFault.Closed && session.WasIdle;
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
