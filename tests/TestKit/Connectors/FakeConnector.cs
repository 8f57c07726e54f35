using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmailPlatform.Connectors;
using EmailPlatform.Connectors.OAuth;
using Xunit;

namespace EmailPlatform.TestKit.Connectors;

/// <summary>
/// A connector type for tests: <c>{ "host", "pass", "templates"?: [{ "usageType", "subject", "content", "html"? }] }</c>, the pass
/// bound to the host. With <c>"issuer"</c> the pass is a refresh token that the issuer at that URL gives access tokens for.
/// What it sends goes into a list; what it answers, the test decides.
/// </summary>
public sealed class FakeConnector(string type = "fake", bool developmentOnly = false, ConnectorCapabilities? capabilities = null, bool operatorRun = false) : IConnector
{
    private int _compiled;
    private int _closed;

    public ConnectorDescription Description { get; } = new(
        type, "Fake", [$"{type}-alias"], capabilities ?? new ConnectorCapabilities(true, true, true, false, true, true), developmentOnly, OperatorRun: operatorRun);

    public JsonObject Schema => [];

    public string Guide => "";

    public string Logo => "";

    /// <summary>How often a configuration was joined with the type.</summary>
    public int Compiled => _compiled;

    /// <summary>How many of them were closed.</summary>
    public int Closed => _closed;

    public ConcurrentQueue<FakeSend> Sent { get; } = new();

    /// <summary>What an attempt comes to.</summary>
    public Func<FakeSend, AttemptContext, CancellationToken, Task<Outcome>> Answer { get; set; } =
        (_, _, _) => Task.FromResult(Outcome.Accepted("250"));

    public ConfigReading Read(JsonElement submitted, IKeptSecrets kept, ConnectorPermissions permissions)
    {
        var report = new ConfigReport();
        var form = JsonObject.Create(submitted.Clone()) ?? [];
        if (form["host"] is null)
        {
            report.Error("host", "required", "A host is needed.");
        }

        switch (form["pass"])
        {
            case JsonObject reference when kept.ConfigOf(reference["keep"]?.GetValue<int>() ?? 0, type) is { } earlier:
                if (JsonNode.DeepEquals(earlier["host"], form["host"]))
                {
                    form["pass"] = earlier["pass"]?.DeepClone();
                }
                else
                {
                    report.Error("pass", "secret_rebind_required", "The host differs.");
                }

                break;
            case JsonObject:
                report.Error("pass", "secret_missing", "There is nothing to keep.");
                break;
            case null:
                report.Error("pass", "required", "A pass is needed.");
                break;
        }

        if (form["odd"] is not null)
        {
            report.Warn("odd", "no_effect", "This has no effect.");
            form.Remove("odd");
        }

        return new ConfigReading(report.Errors.Count == 0 ? form : null, report);
    }

    public JsonObject Redact(JsonObject stored, Func<SecretLeaf, JsonNode> replace)
    {
        var copy = stored.DeepClone().AsObject();
        copy["pass"] = replace(new SecretLeaf("pass", new Secret(Text(stored["pass"]))));
        return copy;
    }

    public CompiledConnector Compile(JsonObject stored, ConnectorContext context)
    {
        Interlocked.Increment(ref _compiled);
        return new Sending(this, stored.DeepClone().AsObject(), context);
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private sealed class Sending(FakeConnector type, JsonObject config, ConnectorContext context) : CompiledConnector
    {
        private readonly TokenSource? _tokens = config["issuer"] is { } issuer
            ? context.OAuth.CreateSource(new RefreshTokenSettings("client", null, new Secret(Text(config["pass"])), Text(issuer)), context.Tokens)
            : null;

        private bool _closed;

        public override IReadOnlyList<ConnectorTemplate> Templates { get; } =
        [
            .. (config["templates"] as JsonArray ?? []).Select((template, index) => new ConnectorTemplate(
                $"templates[{index}]",
                Text(template?["usageType"]),
                Text(template?["subject"]),
                template?["html"]?.GetValue<string>(),
                Text(template?["content"]),
                HtmlPath: $"templates[{index}].html",
                TextPath: $"templates[{index}].content")),
        ];

        public override async Task<Outcome> SendAsync(Mail mail, AttemptContext attempt, CancellationToken cancellationToken)
        {
            Assert.False(_closed, "A closed connector was used.");
            var token = _tokens is null ? null : await _tokens.GetAsync(null, cancellationToken);
            if (token is TokenFailure failure)
            {
                return failure.ToOutcome();
            }

            var send = new FakeSend(Text(config["host"]), Text(config["pass"]), mail, context, (token as TokenObtained)?.AccessToken.Reveal());
            type.Sent.Enqueue(send);
            return await type.Answer(send, attempt, cancellationToken);
        }

        public override ValueTask DisposeAsync()
        {
            _closed = true;
            Interlocked.Increment(ref type._closed);
            return ValueTask.CompletedTask;
        }
    }
}
