using System.Buffers;
using EmailPlatform.Connectors.Smtp.Replies;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>
/// One message on one connection: the envelope, the content, and what the server's answer, or its silence, means. How
/// much has gone out decides between deferred and unknown.
/// </summary>
internal sealed class SmtpTransaction
{
    // After a write failed there may be a last word of the server that explains it.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly SmtpSession _session;
    private readonly bool _inChunks;
    private readonly TransactionStages _stages;
    private readonly EnvelopeTalk _envelope;
    private readonly ContentWriter _content;
    private readonly Outcome? _impossible;
    private readonly CancellationToken _cancellationToken;

    public SmtpTransaction(
        SmtpSession session, SmtpEnvelope envelope, ReadOnlySequence<byte> content, bool eightBit, StageLog? stages, CancellationToken cancellationToken)
    {
        _session = session;
        _inChunks = session.Capabilities.Chunking && !session.Lessons.ChunkingFails;
        _stages = new TransactionStages(stages);
        _envelope = new EnvelopeTalk(session, envelope, content.Length, eightBit, _inChunks, _stages);
        _content = new ContentWriter(session.Wire, content, _inChunks, cancellationToken);
        _impossible = Preflight.Check(envelope, content.Length, eightBit, session.Capabilities);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The connection had ended, or gone wrong, before this message: nothing of it went out, and another one will do.</summary>
    public bool FoundUseless { get; private set; }

    public async ValueTask<Outcome> RunAsync()
    {
        if (_impossible is not null)
        {
            return _impossible;
        }

        _session.Transactions++;
        _session.Wire.Deadline.Attach(_cancellationToken);
        try
        {
            return await _envelope.RunAsync()
                ? await SendContentAsync()
                : _envelope.Failure ?? throw new InvalidOperationException("An envelope refused without a reason.");
        }
        catch (WireException exception)
        {
            _session.IsBroken = true;
            return _envelope.Failure ?? await DescribeAsync(exception);
        }
        finally
        {
            FoundUseless |= _envelope.FoundUseless;
            _session.Wire.Deadline.Detach();
        }
    }

    private async ValueTask<Outcome> SendContentAsync()
    {
        _session.NeedsReset = true;
        await _content.WriteAsync();
        var reply = await _session.Wire.ReadReplyAsync();
        _stages.Note(SmtpStep.Content, reply.IsPositive, reply);
        if (!reply.IsPositive)
        {
            return Refused(reply);
        }

        _session.NeedsReset = false;
        var text = reply.ReadText();
        return Outcome.Accepted(reply.FullCode, text, QueueId.Find(text));
    }

    private Outcome Refused(in SmtpReply reply)
    {
        _session.IsBroken = reply.Code == 421;
        if (reply.IsIntermediate)
        {
            _session.IsBroken = true;
            return TransactionTrouble.OutOfStep(reply);
        }

        if (_inChunks && reply.Code is >= 500 and <= 504)
        {
            // It takes the content for commands by now.
            _session.IsBroken = true;
            _session.Lessons.ChunkingFails = true;
            return TransactionTrouble.ChunkNotKnown(reply);
        }

        return ReplyJudge.Judge(SmtpStep.Content, reply);
    }

    private async ValueTask<Outcome> DescribeAsync(WireException exception)
    {
        if (_content is { HasBegun: true, IsComplete: false } && exception.Fault == WireFault.Closed && await ReadLastWordsAsync() is { } said)
        {
            return said;
        }

        _stages.Fail(_content.HasBegun ? Stage.Data : Stage.Mail, exception.Message);
        FoundUseless = !_content.HasBegun && exception.Fault == WireFault.Closed && _session.WasIdle;
        return TransactionTrouble.Describe(exception, _content.IsComplete);
    }

    private async ValueTask<Outcome?> ReadLastWordsAsync()
    {
        try
        {
            var reply = await _session.Wire.ReadReplyAsync(LastWords);
            _stages.Note(SmtpStep.Content, false, reply);
            return reply.Code >= 400 ? ReplyJudge.Judge(SmtpStep.Content, reply) : null;
        }
        catch (WireException)
        {
            // It said nothing: the first exception tells all there is.
            return null;
        }
    }
}
