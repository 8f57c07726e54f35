using System.ComponentModel.DataAnnotations;

namespace EmailPlatform.Server.Messages;

/// <summary>What <see cref="BatchRequest"/> holds, for the description.</summary>
/// <param name="Messages">1 to 500.</param>
internal sealed record BatchBody([property: MaxLength(500)] IReadOnlyList<BatchMessage> Messages);
