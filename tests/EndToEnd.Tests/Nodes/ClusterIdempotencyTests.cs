using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;

namespace EmailPlatform.EndToEnd.Nodes;

/// <summary>A key is one message on all nodes together.</summary>
public sealed class ClusterIdempotencyTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const int Keys = 20;
    private const int Repetitions = 60;

    [Fact]
    public async Task SameKeys_OnAllNodesAtOnce_AreOneMessageAndOneAnswerEach()
    {
        var (tenant, doors) = await Start();
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var requests = Enumerable.Range(0, Keys * Repetitions).Select(number => Task.Run(async () =>
        {
            await together.Task;
            var key = string.Create(CultureInfo.InvariantCulture, $"key-{number % Keys}");
            var answer = await doors[number / Keys % doors.Count].TrySend(TenantApi.Message($"{key}@example.org"), key: key);
            return (Key: key, Answer: answer.Expect(HttpStatusCode.Accepted));
        })).ToList();
        together.SetResult();
        var answers = await Task.WhenAll(requests);

        foreach (var ofKey in answers.GroupBy(answer => answer.Key, answer => answer.Answer))
        {
            Assert.Equal(Repetitions, ofKey.Count());
            Assert.Single(ofKey.Select(answer => answer.Text).Distinct());
            Assert.Single(ofKey, answer => !answer.Headers.Contains("Idempotency-Replayed"));
        }

        Assert.Equal(Keys, (await tenant.AllMessages()).Count);
        (await doors[^1].TrySend(TenantApi.Message("somebody-else@example.org"), key: "key-0")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_conflict");
    }

    [Fact]
    public async Task SameBatch_OnAllNodesAtOnce_IsTheSameMessages()
    {
        var (tenant, doors) = await Start();
        var batch = new JsonObject
        {
            ["messages"] = new JsonArray([.. Enumerable.Range(0, 500).Select(number =>
            {
                var message = TenantApi.Message(string.Create(CultureInfo.InvariantCulture, $"user-{number}@example.org"));
                message["idempotencyKey"] = string.Create(CultureInfo.InvariantCulture, $"batch-{number}");
                return (JsonNode)message;
            })]),
        };

        var answers = await Task.WhenAll(doors.Select(door => Task.Run(() => door.Post("/messages/batch", batch))));

        var ids = answers.Select(answer => answer.Expect(HttpStatusCode.Accepted).Json["results"]!.AsArray().Select(result => (string?)result!["id"]).ToList()).ToList();
        Assert.All(ids, list => Assert.Equal(ids[0], list));
        Assert.Equal(ids[0].Order(), (await tenant.AllMessages()).Select(message => (string?)message["id"]).Order());
    }

    private async Task<(TenantApi Tenant, List<TenantApi> Doors)> Start()
    {
        var tenant = await fixture.NewTenant();
        await tenant.Use(new JsonObject { ["templates"] = SmtpConfig.Templates() }, "mailbox");
        return (tenant, [.. Enumerable.Range(0, fixture.Cluster.Count).Select(node => tenant.Over(fixture.Cluster[node].Admin))]);
    }
}
