using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Json;

namespace EmailPlatform.Server.Messages;

/// <summary>Sends messages whose requests name a key: one message a key, whoever asks for it how often.</summary>
internal sealed class OnceSending(IdempotentRequests requests, Intake intake)
{
    /// <summary>Keys of single messages, and of those in a batch that name their own.</summary>
    public const string Route = "messages";

    private static readonly JsonTypeInfo<MessageRequest> RequestType = JsonRules.TypeOf<MessageRequest>();
    private static readonly JsonTypeInfo<MessageAcceptedResponse> ResponseType = JsonRules.TypeOf<MessageAcceptedResponse>();

    public Task<Result<IdempotentAnswer>> SendAsync(TenantId tenant, string route, string key, MessageRequest request, CancellationToken cancellationToken)
    {
        // As it was understood: a member that is null is one that is absent.
        var body = JsonSerializer.SerializeToNode(request, RequestType) ?? new JsonObject();
        return requests.RunAsync(
            tenant, route, key, body, (claim, token) => intake.AcceptOnceAsync(tenant, request, claim, Write, token), cancellationToken);
    }

    /// <summary>What was answered, for an answer that holds it.</summary>
    public static MessageAcceptedResponse Read(KeptAnswer kept) =>
        JsonSerializer.Deserialize(kept.Answer, ResponseType) ?? throw new JsonException("A kept answer is a JSON object.");

    private static byte[] Write(AcceptedMessage accepted) => JsonSerializer.SerializeToUtf8Bytes(MessageAcceptedResponse.Of(accepted), ResponseType);
}
