using System.Text.Json;

namespace EmailPlatform.Server.Messages;

/// <summary>Many messages; each is read by itself, so that a mistake in one is that one's.</summary>
internal sealed record BatchRequest(IReadOnlyList<JsonElement> Messages);
