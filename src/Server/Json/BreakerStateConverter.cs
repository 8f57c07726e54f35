using System.Text.Json;
using System.Text.Json.Serialization;
using EmailPlatform.Platform.Delivery;

namespace EmailPlatform.Server.Json;

/// <summary>The breaker's states as their field spells them: <c>closed</c>, <c>open</c>, <c>half-open</c>.</summary>
internal sealed class BreakerStateConverter() : JsonStringEnumConverter<BreakerState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
