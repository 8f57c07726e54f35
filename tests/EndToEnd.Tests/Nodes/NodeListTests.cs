using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>Three nodes that begin together on an empty database are one platform.</summary>
public sealed class NodeListTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Nodes_StartedTogether_ShowEachOther()
    {
        for (var node = 0; node < fixture.Cluster.Count; node++)
        {
            var items = await Nodes(node);

            Assert.Equal(["node-1", "node-2", "node-3"], items.Select(item => (string?)item!["name"]).Order(StringComparer.Ordinal));
            Assert.All(items, item =>
            {
                Assert.Equal("alive", (string?)item!["state"]);
                Assert.Equal("direct", (string?)item["runtime"]);
                Assert.Equal("all", (string?)item["role"]);
            });
            var version = (await fixture.Cluster[node].Admin.Get("/version")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(PlatformCluster.Name(node), (string?)version["node"]);
            Assert.Equal("postgres", (string?)version["store"]);
        }

        Assert.Equal("3", await fixture.Cluster.Query("SELECT count(*) FROM nodes WHERE ended_at IS NULL AND expires_at > clock_timestamp()"));
    }

    [Fact]
    public async Task Key_RevokedOnOneNode_IsRefusedByTheOthersWithinASecond()
    {
        var tenant = await fixture.NewTenant();
        var made = (await tenant.Post("/keys", new JsonObject { ["name"] = "short-lived", ["scopes"] = new JsonArray("connector:read") })).Expect(HttpStatusCode.Created).Json;
        using var client = fixture.Cluster[1].Client((string)made["key"]!);
        (await client.Get(tenant.Path + "/connector")).Expect(HttpStatusCode.NotFound);

        (await tenant.Delete($"/keys/{(string?)made["id"]}")).Expect(HttpStatusCode.NoContent);

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        while ((await client.Get(tenant.Path + "/connector")).Status != HttpStatusCode.Unauthorized)
        {
            Assert.False(bound.IsCancellationRequested, "The key is good on another node for more than a second.");
        }
    }

    [Fact]
    public async Task Message_AcceptedByOneNode_IsKnownToAll()
    {
        await using var sink = await SmtpSink.Start();
        var tenant = await fixture.NewTenant();
        await tenant.Use(SmtpConfig.For(sink.Port));

        var id = await tenant.Over(fixture.Cluster[1].Admin).Send("ada@example.org");

        await tenant.Over(fixture.Cluster[2].Admin).Await(id, "sent");
        Assert.Equal("sent", await fixture.Cluster.Query($"SELECT status FROM messages WHERE id = '{id}'"));
    }

    private async Task<JsonArray> Nodes(int asked) => (await fixture.Cluster[asked].Admin.Get("/api/nodes")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
}
