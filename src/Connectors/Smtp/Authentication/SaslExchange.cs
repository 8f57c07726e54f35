using System.Buffers.Text;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>The AUTH command (RFC 4954) with one mechanism.</summary>
internal static class SaslExchange
{
    // RFC 5321, section 4.5.3.1.4, without CRLF. A longer first response waits for the server's go-ahead; then RFC 4954 allows 12,288 octets.
    private const int LongestCommand = 510;

    // More rounds than any mechanism of ours has.
    private const int MostChallenges = 6;

    /// <summary>The server's last reply; good only when the code is 235.</summary>
    /// <param name="said">Gets every response that went out.</param>
    public static async ValueTask<SmtpReply> RunAsync(SmtpWire wire, SaslMechanism mechanism, SaidProof said)
    {
        var first = mechanism.Begin();
        var output = wire.Output;
        output.Add("AUTH "u8);
        output.Add(mechanism.Name);
        if (first is not null && output.Length + 1 + Base64.GetMaxEncodedToUtf8Length(first.Length) <= LongestCommand)
        {
            output.Add(" "u8);
            Add(output, first, said);
            first = null;
        }

        output.Add("\r\n"u8);
        await wire.FlushAsync();
        var reply = await wire.ReadReplyAsync();
        for (var round = 0; reply.Code == 334 && round < MostChallenges; round++)
        {
            var response = first ?? Answer(mechanism, reply);
            first = null;
            if (response is null)
            {
                output.Add("*"u8);
            }
            else
            {
                Add(output, response, said);
            }

            output.Add("\r\n"u8);
            await wire.FlushAsync();
            reply = await wire.ReadReplyAsync();
        }

        return reply;
    }

    private static void Add(OutputBuffer output, byte[] response, SaidProof said)
    {
        output.AddBase64(response);
        said.Add(Convert.ToBase64String(response));
    }

    private static byte[]? Answer(SaslMechanism mechanism, in SmtpReply reply)
    {
        var lines = reply.Raw.Span;
        var text = SmtpReply.NextLine(ref lines).Trim((byte)' ');

        // LOGIN's prompts are fixed and some servers send them as they are; what cannot be decoded counts as it stands.
        if (!Base64.IsValid(text, out var length))
        {
            return mechanism.Respond(text);
        }

        var challenge = new byte[length];
        Base64.DecodeFromUtf8(text, challenge, out _, out var written);
        return mechanism.Respond(challenge.AsSpan(0, written));
    }
}
