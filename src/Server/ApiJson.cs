using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Audit;
using EmailPlatform.Server.Connector;
using EmailPlatform.Server.ConnectorTypes;
using EmailPlatform.Server.Health;
using EmailPlatform.Server.Json;
using EmailPlatform.Server.Keys;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Mailboxes;
using EmailPlatform.Server.Messages;
using EmailPlatform.Server.Nodes;
using EmailPlatform.Server.Problems;
using EmailPlatform.Server.Promotions;
using EmailPlatform.Server.Templates;
using EmailPlatform.Server.Tenants;

namespace EmailPlatform.Server;

/// <summary>Everything that crosses the HTTP API as JSON.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(UtcConverter),
        typeof(ElementConverter),
        typeof(CamelCaseEnumConverter<MessageStatus>),
        typeof(CamelCaseEnumConverter<OutcomeKind>),
        typeof(CamelCaseEnumConverter<FaultScope>),
        typeof(CamelCaseEnumConverter<Stage>),
        typeof(CamelCaseEnumConverter<QueuePolicy>),
        typeof(CamelCaseEnumConverter<TenantEnvironment>),
        typeof(CamelCaseEnumConverter<UnknownPolicy>),
        typeof(CamelCaseEnumConverter<NodeState>),
        typeof(CamelCaseEnumConverter<TemplateOrigin>),
        typeof(CamelCaseEnumConverter<TemplateChangeKind>),
        typeof(BreakerStateConverter),
    ])]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(ReencryptionReport))]
[JsonSerializable(typeof(TenantBody))]
[JsonSerializable(typeof(ListResponse<TenantResponse>))]
[JsonSerializable(typeof(ListResponse<AuditResponse>))]
[JsonSerializable(typeof(AdminKeyRequest))]
[JsonSerializable(typeof(TenantKeyRequest))]
[JsonSerializable(typeof(ListResponse<KeyResponse>))]
[JsonSerializable(typeof(ListResponse<ConnectorTypeResponse>))]
[JsonSerializable(typeof(RevisionRequest))]
[JsonSerializable(typeof(ListResponse<RevisionResponse>))]
[JsonSerializable(typeof(ActivateRequest))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(ActivatedResponse))]
[JsonSerializable(typeof(ConnectorResponse))]
[JsonSerializable(typeof(DiffResponse))]
[JsonSerializable(typeof(TestBody))]
[JsonSerializable(typeof(UnstoredTestBody))]
[JsonSerializable(typeof(TestResponse))]
[JsonSerializable(typeof(ListResponse<ReceiptResponse>))]
[JsonSerializable(typeof(PromotionBody))]
[JsonSerializable(typeof(ConfigurationBody))]
[JsonSerializable(typeof(ListResponse<PromotionResponse>))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(TemplateResponse))]
[JsonSerializable(typeof(ListResponse<TemplateItem>))]
[JsonSerializable(typeof(ListResponse<TemplateVersionItem>))]
[JsonSerializable(typeof(TemplateDiffResponse))]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(PreviewResponse))]
[JsonSerializable(typeof(TemplateFilesResponse))]
[JsonSerializable(typeof(CopyBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(MessageAcceptedResponse))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(BatchResponse))]
[JsonSerializable(typeof(ListResponse<MessageResponse>))]
[JsonSerializable(typeof(ListResponse<MailResponse>))]
[JsonSerializable(typeof(ListResponse<NodeResponse>))]
internal sealed partial class ApiJson : JsonSerializerContext;
