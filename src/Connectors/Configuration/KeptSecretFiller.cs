using System.Text.Json;
using System.Text.Json.Nodes;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>
/// Puts the values of earlier revisions where a form refers to them, unless a member that decides where a secret goes
/// differs: else whoever may write a configuration but not read its password could have it sent to a host of their own.
/// </summary>
/// <param name="shape">Brings a stored configuration of any age into the shape of today's record.</param>
/// <param name="destination">A form with every default written out, so that absent and default compare as one.</param>
internal sealed class KeptSecretFiller(
    ConfigReport report,
    Func<int, JsonObject?> revisions,
    Func<JsonObject, JsonObject> shape,
    Func<JsonObject, JsonObject> destination)
{
    private readonly Dictionary<int, (JsonObject? Config, JsonObject? Destination)> _revisions = [];

    public void Fill(JsonObject form, IReadOnlyList<KeptSecretReference> references)
    {
        if (references.Count == 0)
        {
            return;
        }

        // URLs first: they are among the members that other secrets are bound to.
        foreach (var reference in references.Where(reference => reference.IsUrl))
        {
            Resolve(form, reference, goesTo: null);
        }

        var goesTo = destination(form);
        foreach (var reference in references.Where(reference => !reference.IsUrl))
        {
            Resolve(form, reference, goesTo);
        }
    }

    private void Resolve(JsonObject form, KeptSecretReference reference, JsonObject? goesTo)
    {
        var path = reference.Path.ToString();
        var (kept, went) = Revision(reference.Revision);
        if (reference.Path.Find(kept) is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            report.Broken(path, "secret_not_found", $"Revision {reference.Revision} has no such secret for this connector type, or it was destroyed; give it again.");
        }
        else if (goesTo is not null && Moved(goesTo, went, reference.BoundTo) is { } member)
        {
            report.Broken(path, "secret_rebind_required", $"Must be given again, because {member} is not what it was in revision {reference.Revision}.");
        }
        else
        {
            reference.Path.Set(form, value.DeepClone());
        }
    }

    private (JsonObject? Config, JsonObject? Destination) Revision(int number)
    {
        if (!_revisions.TryGetValue(number, out var known))
        {
            var kept = revisions(number);
            known = (kept, kept is null ? null : destination(shape(kept)));
            _revisions.Add(number, known);
        }

        return known;
    }

    private string? Moved(JsonObject goesTo, JsonObject? went, IReadOnlyList<string> boundTo) => boundTo.FirstOrDefault(member =>
    {
        var path = ConfigPath.Parse(member);
        return !report.IsSilenced(member) && !JsonNode.DeepEquals(path.Find(goesTo), path.Find(went));
    });
}
