using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Configuration;
using EmailPlatform.Connectors.Smtp.Protocol;

namespace EmailPlatform.Connectors.Configuration;

public sealed class HostRulesTests
{
    // What follows the % is taken for the name of a network interface, whatever it is.
    [Theory]
    [InlineData("fe80::1%\r\nRSET\r\nNOOP x")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1%1")]
    [InlineData("mail.example.com\r\nRSET")]
    [InlineData("mail.example.com\0")]
    public void Host_WithAZoneOrControls_IsRefusedWhereverItIsConfigured(string host)
    {
        var quoted = SmtpForm.Quote(host);

        Assert.Equal(["host invalid_value"], SmtpForm.Read($$"""{ "host": {{quoted}}, "port": 587, "fromEmail": "a@example.com" }""").Errors());
        Assert.Equal(["name invalid_value"], SmtpForm.With($"\"name\": {quoted}").Errors());
        Assert.Equal(["name invalid_value"], SmtpForm.With($"\"name\": {SmtpForm.Quote($"[IPv6:{host}]")}").Errors());
        Assert.Equal(["servername invalid_value"], SmtpForm.With($"\"servername\": {quoted}").Errors());
        Assert.Equal(["tls.servername invalid_value"], SmtpForm.With($$"""
            "tls": { "servername": {{quoted}} }
            """).Errors());
    }

    [Theory]
    [InlineData("fe80::1%\r\nRSET", null)]
    [InlineData("::1%1", null)]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("[::1]:25", "::1")]
    [InlineData("127.1", "127.0.0.1")]
    public void Normalize_Address_IsWrittenInItsOwnForm(string host, string? expected) => Assert.Equal(expected, HostName.Normalize(host));

    [Theory]
    [InlineData("a\r\nRSET")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    public void Command_WordWithALineEnd_IsNeverWritten(string word)
    {
        using var output = new OutputBuffer();

        Assert.Throws<ArgumentException>(() => output.Add(word));
        Assert.Equal(0, output.Length);
    }
}
