using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Messages;

public sealed class SecondHopTests(HostedPlatform platform)
{
    [Fact]
    public async Task Message_OfAnHttpConnector_IsRefusedWhateverItsBody()
    {
        var tenant = await (await platform.NewTenant()).WithMailbox();
        JsonObject[] bodies =
        [
            HostedTenant.Message(),
            new() { ["to"] = "ada@example.com", ["type"] = "SignIn", ["payload"] = new JsonObject { ["code"] = "123456" } },
        ];
        foreach (var body in bodies)
        {
            var answer = await platform.Admin.Post(tenant["/messages"], body, (HopHeader.Name, HopHeader.Value));

            answer.ExpectProblem(422, "mail_loop");
            Assert.Contains(HopHeader.Name, (string?)answer.Json["detail"], StringComparison.Ordinal);
        }

        Assert.Empty((await platform.Admin.Get(tenant["/messages"])).Expect(200).Json["items"]!.AsArray());
        (await platform.Admin.Post(tenant["/messages"], HostedTenant.Message())).Expect(202);
    }

    [Fact]
    public async Task Message_OfAnHttpConnectorWithoutAKey_LearnsNothing()
    {
        var tenant = await platform.NewTenant();

        (await platform.Client(null).Post(tenant["/messages"], HostedTenant.Message(), (HopHeader.Name, HopHeader.Value))).ExpectProblem(401, "unauthorized");
    }
}
