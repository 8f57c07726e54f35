using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.Connectors.Smtp.Configuration;
using EmailPlatform.TestKit.Smtp;

namespace EmailPlatform.Connectors.Smtp;

/// <summary>RFC 5321, section 4.1.1.1: a qualified name in ASCII, else an address literal.</summary>
public sealed class EhloNameTests
{
    [Theory]
    [InlineData("büro.example", "node.example.com", "xn--bro-hoa.example")]
    [InlineData("relay", "node.example.com", "relay")]
    [InlineData("192.0.2.1", "node.example.com", "[192.0.2.1]")]
    [InlineData("2001:db8::1", "node.example.com", "[IPv6:2001:db8::1]")]
    [InlineData("[192.0.2.1]", "node.example.com", "[192.0.2.1]")]
    [InlineData(null, "node.example.com", "node.example.com")]
    [InlineData(null, "knoten.büro.example", "knoten.xn--bro-hoa.example")]
    [InlineData(null, "3f2c9a", "[127.0.0.1]")]
    public async Task Hello_Name_IsWhatServersTake(string? name, string hostName, string expected)
    {
        var said = "";
        await using var server = new ScriptedSmtpServer(async session =>
        {
            await session.Send("220 scripted.example\r\n");
            said = await session.ReadLine();
            await session.Send("421 later\r\n");
            await session.WaitForClose();
        });
        var reading = SmtpForm.Read($$"""{ "host": "127.0.0.1", "port": {{server.Port}}, "fromEmail": "no-reply@example.com"{{(name is null ? "" : $", \"name\": \"{name}\"")}} }""");
        Assert.Empty(reading.Errors());
        var network = new GuardedNetwork(new AddressGuard(new NetworkOptions { AllowLoopback = true }), new SystemResolver(), TimeProvider.System);
        await using var smtp = new SmtpConnector().Compile(reading.Stored!, IsolatedContext.Create(network: network) with { HostName = hostName });

        await smtp.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken);

        Assert.Equal($"EHLO {expected}", said);
    }
}
