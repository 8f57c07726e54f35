using System.Buffers;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Connectors.Smtp.Configuration;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>One revision's server with its sender, headers and signature.</summary>
internal sealed class CompiledSmtp(SmtpConfig config, SmtpTransport transport, TimeProvider time) : CompiledConnector
{
    private readonly SmtpSender _sender = new(config);
    private readonly DkimSigner? _signer = SmtpSignature.Signer(config.Dkim);

    public override IReadOnlyList<ConnectorTemplate> Templates { get; } = ContentTemplates.Describe(config.Templates);

    public override async Task<Outcome> SendAsync(Mail mail, AttemptContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = _sender.Message(mail);
        using var content = new OutputBuffer();
        if (!MimeComposer.TryCompose(message, message.NeedsSmtpUtf8 ? MimeForm.SmtpUtf8 : MimeForm.Ascii, content, out var reason))
        {
            context.Stages?.Add(Stage.Render, ok: false, reason, context.Stages.Begin());
            return Outcome.Rejected(FaultScope.Message, "not_expressible", reason);
        }

        var envelope = new SmtpEnvelope(message.From.Address, message.To, Utf8Header(message, mail));
        if (_signer is null)
        {
            return await transport.SendAsync(envelope, new ReadOnlySequence<byte>(content.Written), context, cancellationToken);
        }

        using var signature = new OutputBuffer();
        _signer.Sign(content.Written.Span, time.GetUtcNow(), signature);
        return await transport.SendAsync(envelope, SmtpSignature.Before(signature.Written, content.Written), context, cancellationToken);
    }

    private static FaultScope? Utf8Header(MimeMessage message, Mail mail) => message.ReplyTo is not { Address.NeedsSmtpUtf8: true }
        ? null
        : mail.ReplyTo is null ? FaultScope.Connector : FaultScope.Message;

    public override ValueTask DisposeAsync() => transport.DisposeAsync();
}
