using System.Text;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>A provider that answers 200 with an id.</summary>
internal sealed class PretendProvider(ProviderApi api) : HttpProvider(api)
{
    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.FromResult<HttpDraft>(
        new HttpCall(HttpMethod.Post, Api.Target("/v1/send?a=b"), "text/plain", Encoding.UTF8.GetBytes(mail.Content?.Text ?? ""), KeyValuePair.Create("X-Key", "pretend-key")));

    protected override Outcome? Judge(HttpReply reply) =>
        reply.IsSuccess && reply.Json.Text("id") is { } id ? Outcome.Accepted(reply.Code(), providerMessageId: id) : null;
}
