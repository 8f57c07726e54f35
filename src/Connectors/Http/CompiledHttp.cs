using System.Text.Json;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Http;

/// <summary>One revision's endpoint. Whoever is there renders and sends.</summary>
internal sealed class CompiledHttp(HttpConfig config, ConnectorContext context) : HttpProvider(Guarded(config, context))
{
    private readonly Uri _endpoint = new(config.Endpoint.Reveal());
    private readonly WebhookSignature _signature = new((config.SigningSecrets ?? []).Select(Key));

    public override bool RendersRemotely(UsageType usageType) => true;

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken)
    {
        var email = new HttpEmail(mail.To.ToString(), mail.UsageType.ToString(), RemotePayload.Of(mail), mail.Ip);
        var body = JsonSerializer.SerializeToUtf8Bytes(email, HttpEmailJson.Default.HttpEmail);
        return ValueTask.FromResult<HttpDraft>(new HttpCall(HttpMethod.Post, _endpoint, "application/json", body, [.. Headers(mail, body)]));
    }

    // Any 2xx, whatever the body says: it is a stranger's program, and what it answers is told to nobody.
    protected override Outcome? Judge(HttpReply reply) => reply.IsSuccess ? Outcome.Accepted(reply.Code()) : null;

    private IEnumerable<KeyValuePair<string, string>> Headers(Mail mail, byte[] body)
    {
        yield return KeyValuePair.Create(HopHeader.Name, HopHeader.Value);

        // The same on every attempt, so that a receiver knows a copy; also where nothing is signed.
        yield return KeyValuePair.Create("webhook-id", mail.Id);
        if (config.Authorization is { } authorization)
        {
            yield return KeyValuePair.Create("Authorization", authorization.Reveal());
        }

        foreach (var header in _signature.IsOn ? _signature.Sign(mail.Id, context.Time.GetUtcNow(), body) : [])
        {
            yield return header;
        }
    }

    private static ProviderApi Guarded(HttpConfig config, ConnectorContext context) => new(
        context,
        "http",
        new Uri(config.Endpoint.Reveal()),
        [config.Authorization, .. config.SigningSecrets ?? []],
        FaultScope.Connector);

    private static byte[] Key(Secret secret) =>
        SigningKey.TryParse(secret, out var key, out _) ? key : throw new InvalidOperationException("This configuration was never checked.");
}
