using System.Text.Json.Serialization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Server.Connector;

/// <summary>The switch is in force.</summary>
/// <param name="Previous">What a rollback would go back to.</param>
internal sealed record ActivatedResponse(
    long Epoch,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Previous,
    IReadOnlyList<ConfigProblem> Warnings)
{
    public static ActivatedResponse Of(Activated activated) => new(activated.Epoch, activated.Revision, activated.Previous, activated.Warnings);
}
