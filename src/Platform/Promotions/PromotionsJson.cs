using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EmailPlatform.Platform.Promotions;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PromotionsJson : JsonSerializerContext;
