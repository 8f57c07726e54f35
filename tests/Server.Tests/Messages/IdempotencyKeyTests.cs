using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Messages;

public sealed class IdempotencyKeyTests(HostedPlatform platform)
{
    [Fact]
    public async Task Key_WhichHasNoEffectYet_IsAnsweredWithAWarning()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();

        var answer = (await platform.Admin.Post(tenant["/messages"], HostedTenant.Message(), ("Idempotency-Key", "order-1"))).Expect(202);

        Assert.Equal("not_supported", (string?)answer.Json["warnings"]?[0]?["code"]);
        Assert.Equal("Idempotency-Key", (string?)answer.Json["warnings"]?[0]?["path"]);
    }
}
