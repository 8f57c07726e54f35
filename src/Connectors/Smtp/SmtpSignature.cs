using System.Buffers;
using EmailPlatform.Connectors.Mime;
using EmailPlatform.Connectors.Smtp.Configuration;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>DKIM as a configuration has it.</summary>
internal static class SmtpSignature
{
    /// <summary>For a configuration that was checked.</summary>
    public static DkimSigner? Signer(SmtpDkim? dkim)
    {
        if (dkim is null)
        {
            return null;
        }

        return DkimKey.TryParse(dkim.PrivateKey.Key.Reveal(), dkim.PrivateKey.Passphrase?.Reveal(), out var key, out var reason)
            && DkimSigner.TryCreate(dkim.DomainName, dkim.KeySelector, key, Names(dkim), out var signer, out reason)
                ? signer
                : throw new InvalidOperationException(reason);
    }

    /// <summary>The signature's header and the message, without copying either.</summary>
    public static ReadOnlySequence<byte> Before(ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> message)
    {
        var first = new Piece(signature, null);
        var last = new Piece(message, first);
        return new ReadOnlySequence<byte>(first, 0, last, message.Length);
    }

    private static IReadOnlyList<string>? Names(SmtpDkim dkim) => dkim.SkipFields is { } skipped
        ? [.. (dkim.HeaderFieldNames ?? DkimHeaderNames.Usual).Except(skipped, StringComparer.OrdinalIgnoreCase).Prepend("From")]
        : dkim.HeaderFieldNames;

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
