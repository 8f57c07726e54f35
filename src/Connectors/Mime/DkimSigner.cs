using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Signs composed messages: RSA-SHA256 over relaxed/relaxed forms (RFC 6376). Safe for concurrent use.</summary>
public sealed class DkimSigner
{
    private const int HashLength = 32;

    private readonly DkimKey _key;
    private readonly DkimHeaderNames _names;
    private readonly byte[] _opening;

    private DkimSigner(string domain, string selector, DkimKey key, DkimHeaderNames names)
    {
        _key = key;
        _names = names;
        _opening = System.Text.Encoding.ASCII.GetBytes($"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d={domain};\r\n s={selector};\r\n t=");
    }

    /// <param name="headerNames">Which headers are signed where they are present; null for the usual ones. From always is.</param>
    public static bool TryCreate(
        string domain,
        string selector,
        DkimKey key,
        IReadOnlyList<string>? headerNames,
        [NotNullWhen(true)] out DkimSigner? signer,
        [NotNullWhen(false)] out string? reason)
    {
        signer = null;
        if (!DomainName.TryToAscii(domain, out var asciiDomain, out reason))
        {
            return false;
        }

        reason = DkimSelector.Check(selector, asciiDomain) ?? DkimHeaderNames.Check(headerNames);
        signer = reason is null ? new DkimSigner(asciiDomain, selector, key, new DkimHeaderNames(headerNames)) : null;
        return signer is not null && reason is null;
    }

    /// <summary>Writes the DKIM-Signature header, its line end included, that goes before <paramref name="message"/>.</summary>
    /// <param name="message">The whole message with CRLF line ends, before dot-stuffing.</param>
    public void Sign(ReadOnlySpan<byte> message, DateTimeOffset timestamp, IBufferWriter<byte> output)
    {
        var fields = HeaderFields.Read(message, out var bodyStart);
        Span<byte> hash = stackalloc byte[HashLength];
        RelaxedForm.HashBody(message[bodyStart..], hash);

        var header = new ArrayBufferWriter<byte>(1024);
        var writer = new WireWriter(header);
        WriteUnsigned(ref writer, message, fields, timestamp, hash);
        writer.Flush();

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var canonical = new CanonicalHash(digest, stackalloc byte[CanonicalHash.BufferLength]);
        foreach (var field in _names.Signed(message, fields))
        {
            RelaxedForm.WriteHeader(ref canonical, message[fields[field].Whole]);
            canonical.Write("\r\n"u8);
        }

        // The signature's own header comes last, without its value and line end (RFC 6376, 3.7).
        RelaxedForm.WriteHeader(ref canonical, header.WrittenSpan);
        canonical.Finish(hash);
        Span<byte> signature = stackalloc byte[_key.SignatureLength];
        _key.Sign(hash, signature);

        output.Write(header.WrittenSpan);
        WriteSignature(output, signature);
    }

    private void WriteUnsigned(ref WireWriter writer, ReadOnlySpan<byte> message, HeaderField[] fields, DateTimeOffset timestamp, scoped ReadOnlySpan<byte> bodyHash)
    {
        writer.Write(_opening);
        writer.Write(timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        writer.Write((byte)';');
        writer.Fold();
        writer.Write("h="u8);
        _names.WriteList(ref writer, message, fields);
        writer.Write((byte)';');
        writer.Fold();
        writer.Write("bh="u8);
        Base64.EncodeToUtf8(bodyHash, writer.Reserve(64), out _, out var written);
        writer.Advance(written);
        writer.Write((byte)';');
        writer.Fold();
        writer.Write("b="u8);
    }

    private static void WriteSignature(IBufferWriter<byte> output, ReadOnlySpan<byte> signature)
    {
        const int OctetsPerLine = 54;
        var writer = new WireWriter(output);
        for (var rest = signature; !rest.IsEmpty; rest = rest[Math.Min(OctetsPerLine, rest.Length)..])
        {
            Base64.EncodeToUtf8(rest[..Math.Min(OctetsPerLine, rest.Length)], writer.Reserve(76), out _, out var written);
            writer.Advance(written);
            if (rest.Length > OctetsPerLine)
            {
                writer.Fold();
            }
        }

        writer.NewLine();
        writer.Flush();
    }
}
