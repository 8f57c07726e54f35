using EmailPlatform.Connectors.Smtp.Replies;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>From MAIL to the server's go-ahead, in one write where it takes several commands at once (RFC 2920).</summary>
internal sealed class EnvelopeTalk(
    SmtpSession session, SmtpEnvelope envelope, long size, bool eightBit, bool inChunks, TransactionStages stages)
{
    private readonly SmtpWire _wire = session.Wire;

    /// <summary>What the first bad reply means.</summary>
    public Outcome? Failure { get; private set; }

    /// <summary>The connection had ended, or gone wrong, before this message: nothing of it went out, and another one will do.</summary>
    public bool FoundUseless { get; private set; }

    /// <summary>Whether content may follow.</summary>
    public ValueTask<bool> RunAsync()
    {
        _wire.Output.Clear();
        var resets = session.NeedsReset;
        if (resets)
        {
            _wire.Output.Add("RSET\r\n"u8);
        }

        return session.Capabilities.Pipelining ? SendAtOnceAsync(resets) : SendStepwiseAsync(resets);
    }

    private async ValueTask<bool> SendAtOnceAsync(bool resets)
    {
        EnvelopeCommands.AddMail(_wire.Output, envelope, size, eightBit, session.Capabilities);
        EnvelopeCommands.AddRecipient(_wire.Output, envelope);
        if (!inChunks)
        {
            _wire.Output.Add("DATA\r\n"u8);
        }

        await _wire.FlushAsync();

        // Every reply is read, whatever the ones before it were: else the next message would take them for its own.
        if (resets)
        {
            await ExpectResetAsync();
        }

        var hasSender = await ExpectAsync(SmtpStep.MailFrom);
        var hasRecipient = await ExpectAsync(SmtpStep.RcptTo);
        if (inChunks)
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
        if (resets)
        {
            await _wire.FlushAsync();
            if (!await ExpectResetAsync())
            {
                return false;
            }
        }

        EnvelopeCommands.AddMail(_wire.Output, envelope, size, eightBit, session.Capabilities);
        await _wire.FlushAsync();
        if (!await ExpectAsync(SmtpStep.MailFrom))
        {
            return false;
        }

        EnvelopeCommands.AddRecipient(_wire.Output, envelope);
        await _wire.FlushAsync();
        if (!await ExpectAsync(SmtpStep.RcptTo) || inChunks)
        {
            return Failure is null;
        }

        _wire.Output.Add("DATA\r\n"u8);
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
        Failure = ReplyJudge.Judge(SmtpStep.MailFrom, reply);
        return false;
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
        if (Failure is null)
        {
            stages.Note(step, isGood, reply);
        }

        if (isGood)
        {
            return true;
        }

        session.NeedsReset = true;
        Failure ??= ReplyJudge.Judge(step, reply);
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

    /// <summary>RFC 2920, section 3.1: the server waits for content though it took no recipient. A lone dot ends that.</summary>
    private async ValueTask EndWithoutContentAsync()
    {
        _wire.Output.Add(".\r\n"u8);
        await _wire.FlushAsync();
        var reply = await _wire.ReadReplyAsync();
        session.IsBroken = reply.Code == 421 || reply.IsIntermediate;
    }
}
