using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.Connectors.Network;
using EmailPlatform.TestKit.Http;

namespace EmailPlatform.Connectors.Http;

/// <summary>What goes over the wire for a mail.</summary>
internal static class HttpRequest
{
    public static async Task<ReceivedRequest> Of(string config, Mail mail, TimeProvider? time = null)
    {
        await using var server = new ScriptedHttpServer(HttpAnswer.Of(200, "OK"));
        var outcome = await Send(config, server.Url, mail, new NetworkOptions { AllowLoopback = true }, time);
        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        return Assert.Single(server.Requests);
    }

    /// <param name="config">Its endpoint's host gives way to <paramref name="url"/>; path and query stay.</param>
    public static async Task<Outcome> Send(string config, string url, Mail mail, NetworkOptions options, TimeProvider? time = null)
    {
        var form = JsonNode.Parse(config)!.AsObject();
        form["endpoint"] = url.TrimEnd('/') + new Uri((string)form["endpoint"]!).PathAndQuery;
        using var context = new ProviderContext(null, url, options, time);
        await using var compiled = new HttpConnector().Compile(Read(form).Stored!, context.Value);
        return await compiled.SendAsync(mail with { Content = null }, AttemptContext.Default, TestContext.Current.CancellationToken);
    }

    public static ConfigReading Read(JsonObject form, ConnectorPermissions? permissions = null) =>
        new HttpConnector().Read(JsonSerializer.SerializeToElement(form), new FakeRevisions(), permissions ?? IsolatedContext.EverythingPermitted);
}
