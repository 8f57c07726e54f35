using System.Diagnostics.CodeAnalysis;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using Microsoft.AspNetCore.Mvc;
using Usage = EmailPlatform.Connectors.UsageType;

namespace EmailPlatform.Server.Messages;

/// <summary>Which messages to list.</summary>
/// <param name="To">The recipient's address.</param>
/// <param name="Status">A status.</param>
/// <param name="UsageType">A usage.</param>
/// <param name="From">Accepted at or after.</param>
/// <param name="Until">Accepted before.</param>
internal sealed record MessageQuery(
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "usageType")] string? UsageType,
    [FromQuery(Name = "from")] DateTimeOffset? From,
    [FromQuery(Name = "until")] DateTimeOffset? Until)
{
    public bool TryRead([NotNullWhen(true)] out MessageFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        var errors = new List<ConfigProblem>();
        string? key = null;
        if (To is not null)
        {
            if (EmailAddress.TryParse(To, out var to, out var reason))
            {
                key = to.Key;
            }
            else
            {
                errors.Add(new ConfigProblem("to", "invalid_value", reason));
            }
        }

        var status = Array.FindIndex(Enum.GetNames<MessageStatus>(), name => name.Equals(Status, StringComparison.OrdinalIgnoreCase));
        if (Status is not null && status < 0)
        {
            errors.Add(new ConfigProblem("status", "invalid_value", $"One of {string.Join(", ", Enum.GetNames<MessageStatus>()).ToLowerInvariant()}."));
        }

        if (UsageType is not null && !Usage.TryParse(UsageType, out _))
        {
            errors.Add(new ConfigProblem("usageType", "invalid_value", $"One of {string.Join(", ", Usage.All)}."));
        }

        filter = errors.Count > 0 ? null : new MessageFilter(key, Status is null ? null : Enum.GetValues<MessageStatus>()[status], UsageType, From, Until);
        problem = filter is null ? Problem.Invalid(errors) : null;
        return filter is not null;
    }
}
