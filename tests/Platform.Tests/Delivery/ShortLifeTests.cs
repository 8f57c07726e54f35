using EmailPlatform.Platform.Messages;
using EmailPlatform.TestKit.Tenants;

namespace EmailPlatform.Platform.Delivery;

/// <summary>A message whose whole life is short is sent in the first half of it, and not after.</summary>
public sealed class ShortLifeTests
{
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public async Task Life_OfAFewSeconds_IsAccepted(int life, bool accepted)
    {
        await using var node = await TestNode.StartAsync();

        var answer = await node.Intake.AcceptAsync(TestNode.Acme, TestNode.Request(expiresIn: life), CancellationToken.None);

        Assert.Equal(accepted, answer.IsOk);
        var created = await node.Tenants.Directory.CreateAsync(
            Tenants.TenantId.Parse("other"), TestTenants.Json($$"""{ "usages": { "SignIn": { "expiresIn": {{life}} } } }"""), TestTenants.By, CancellationToken.None);
        Assert.Equal(accepted, created.IsOk);
        await node.StopAsync();
    }

    [Theory]
    [InlineData(14, MessageStatus.Sent)]
    [InlineData(16, MessageStatus.Queued)]
    public async Task Message_ThatHadToWait_StartsInTheFirstHalfOfItsLife(int seconds, MessageStatus expected)
    {
        await using var node = await TestNode.StartAsync(settings: """{ "delivery": { "concurrency": 1 } }""");
        var gate = new TaskCompletionSource();
        node.Fake.Answer = async (_, _, _) =>
        {
            await gate.Task;
            return Connectors.Outcome.Accepted("250");
        };
        await node.SendAsync();
        var waited = await node.SendAsync(expiresIn: 30);
        var last = await node.SendAsync();
        node.Time.Advance(TimeSpan.FromSeconds(seconds));
        gate.SetResult();
        await node.Messages.WhenAsync(last, MessageStatus.Sent);
        await node.StopAsync();

        Assert.Equal(expected, node.Messages.Row(waited).Status);
    }

    [Fact]
    public async Task Commit_ThatTookTheFirstHalf_LeavesNothingToSend()
    {
        await using var node = await TestNode.StartAsync();
        node.Messages.After = name =>
        {
            if (name == "insert")
            {
                node.Time.Advance(TimeSpan.FromSeconds(16));
            }

            return Task.CompletedTask;
        };

        var id = await node.SendAsync(expiresIn: 30);
        await node.Messages.WhenAsync(id, MessageStatus.Retrying);
        await node.StopAsync();

        Assert.Empty(node.Fake.Sent);
        Assert.Equal("expired", node.Messages.Row(id).Reason);
    }
}
