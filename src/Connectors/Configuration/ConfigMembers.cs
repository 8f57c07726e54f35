namespace EmailPlatform.Connectors.Configuration;

/// <summary>What a connector says of members that its record does not have.</summary>
/// <param name="Ignored">Paths of members that have no effect: dropped with a warning.</param>
/// <param name="Refused">Paths of members that are refused with a reason of their own.</param>
internal sealed record ConfigMembers(IReadOnlyList<string> Ignored, IReadOnlyDictionary<string, string> Refused)
{
    public static ConfigMembers Strict { get; } = new([], new Dictionary<string, string>());

    public void Unknown(ConfigReport report, ConfigPath holder, string name, IReadOnlyList<ConfigMember> known)
    {
        var path = holder.Member(name).ToString();
        if (Ignored.Contains(path, StringComparer.Ordinal))
        {
            report.Warn(path, "ignored", "Has no effect here and is not stored.");
        }
        else if (Refused.TryGetValue(path, out var reason))
        {
            report.Broken(path, "unknown_member", reason);
        }
        else
        {
            var meant = known.FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));
            report.Broken(path, "unknown_member", meant is null ? "Is not a member of this configuration." : $"Is not a member of this configuration; {meant.Name} is.");
        }
    }
}
