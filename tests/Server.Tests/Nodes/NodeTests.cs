using EmailPlatform.Platform.Nodes;
using EmailPlatform.Server.Hosting;
using EmailPlatform.TestKit.Stores;
using EmailPlatform.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Server.Nodes;

public sealed class NodeTests(HostedPlatform platform)
{
    [Fact]
    public async Task Nodes_AreListed_WithWhatTheyAre()
    {
        var version = (await platform.Admin.Get("/version")).Expect(200).Json;
        var list = (await platform.Admin.Get("/api/nodes")).Expect(200).Json.AsObject();

        Assert.True(list.ContainsKey("next"), list.ToJsonString());
        var node = Assert.Single(list["items"]?.AsArray() ?? [])?.AsObject() ?? [];
        Assert.Equal((string?)version["node"], (string?)node["name"]);
        Assert.Equal((string?)version["version"], (string?)node["version"]);
        Assert.Equal(("all", "direct", "alive"), ((string?)node["role"], (string?)node["runtime"], (string?)node["state"]));
        Assert.Matches("^[0-9a-f]{32}$", (string?)node["incarnation"]);
        Assert.EndsWith("Z", (string?)node["startedAt"], StringComparison.Ordinal);
        Assert.EndsWith("Z", (string?)node["lastHeartbeatAt"], StringComparison.Ordinal);
        Assert.True((long?)node["leased"] >= (long?)node["sending"], node.ToJsonString());
    }

    [Fact]
    public async Task Node_WithoutALease_IsNotReady_UntilItHasOneAgain()
    {
        var time = new ManualTime();
        var nodes = new MemoryStore(time).Nodes;
        await using var own = await HostedPlatform.Start(services => services.AddSingleton<INodeStore>(nodes).AddSingleton<TimeProvider>(time));
        (await own.Client(null).Get("/health/ready")).Expect(200);

        nodes.IsDown = true;
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.Contains("lease", (string?)(await own.Admin.Get("/health/ready")).Expect(503).Json["reason"], StringComparison.Ordinal);
        Assert.Null((await own.Client(null).Get("/health/ready")).Expect(503).Json["reason"]);

        nodes.IsDown = false;
        while ((await own.Client(null).Get("/health/ready")).Status != 200)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Contains("alive", (await own.Admin.Get("/api/nodes")).Expect(200).Text, StringComparison.Ordinal);
    }
}
