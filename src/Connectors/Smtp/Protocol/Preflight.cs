using System.Globalization;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>What this server cannot take, told before anything is sent.</summary>
internal static class Preflight
{
    public static Outcome? Check(SmtpEnvelope envelope, long size, bool eightBit, SmtpCapabilities offered)
    {
        if (!offered.SmtpUtf8 && envelope.To.NeedsSmtpUtf8)
        {
            return Outcome.Rejected(
                FaultScope.Recipient, "smtputf8_not_offered", "The recipient's address has letters that this server cannot take (no SMTPUTF8).");
        }

        if (!offered.SmtpUtf8 && envelope.From.NeedsSmtpUtf8)
        {
            return Outcome.Deferred(
                FaultScope.Connector,
                "smtputf8_not_offered",
                "The sender's address has letters that this server cannot take (no SMTPUTF8).",
                hint: "Use a fromEmail in ASCII, or a server with SMTPUTF8.");
        }

        if (!offered.SmtpUtf8 && envelope.Utf8Header == FaultScope.Connector)
        {
            return Outcome.Deferred(
                FaultScope.Connector,
                "smtputf8_not_offered",
                "The configured replyTo has letters that this server cannot take (no SMTPUTF8).",
                hint: "Use a replyTo in ASCII, or a server with SMTPUTF8.");
        }

        if (!offered.SmtpUtf8 && envelope.Utf8Header is not null)
        {
            return Outcome.Rejected(FaultScope.Message, "smtputf8_not_offered", "The message has headers that this server cannot take (no SMTPUTF8).");
        }

        if (eightBit && !offered.EightBitMime)
        {
            return Outcome.Rejected(FaultScope.Message, "eightbitmime_not_offered", "The message has octets that this server cannot take (no 8BITMIME).");
        }

        return offered.LargestMessage > 0 && size > offered.LargestMessage
            ? Outcome.Rejected(
                FaultScope.Message,
                "message_too_large",
                string.Create(CultureInfo.InvariantCulture, $"The message has {size} octets, the server takes {offered.LargestMessage}."))
            : null;
    }
}
