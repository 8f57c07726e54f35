using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates.Choosing;

namespace EmailPlatform.Platform.Messages;

/// <summary>
/// Whether a connector can express a message: asked at the door, so that it is not found out when the mail is due, and again
/// before an attempt, which may be on another revision.
/// </summary>
/// <param name="Problem">Why it cannot; <c>null</c> when it can.</param>
/// <param name="Warnings">What is left out of the mail.</param>
/// <param name="IsOperatorRun">Whether it would go out in the operator's name, and so counts against the operator's caps.</param>
internal sealed record Fit(Problem? Problem, IReadOnlyList<ConfigProblem> Warnings, bool IsOperatorRun = false)
{
    public static Fit Check(IOpenRevision revision, MessageContent content, TemplateChoice template)
    {
        var problem = CheckCapabilities(revision, content) ?? template.Problem;
        return new Fit(problem, problem is null ? [.. template.Unusable.Select(Warn)] : []);
    }

    /// <summary>The warning of a value that the template leaves out.</summary>
    public static ConfigProblem Warn(string variable) => new(
        $"payload.{variable}", "variable_unusable", $"The value of {{{{{variable}}}}} cannot stand where the template shows it, and is left out there.");

    private static Problem? CheckCapabilities(IOpenRevision revision, MessageContent content)
    {
        var errors = new List<ConfigProblem>();
        var capabilities = revision.Capabilities;
        Demand(capabilities.ReplyTo || content.ReplyTo is null, "replyTo", "a reply-to mailbox");
        Demand(capabilities.CustomHeaders || content.Headers is null, "headers", "further headers");
        Demand(capabilities.Attachments || content.Attachments is null, "attachments", "attachments");
        return errors.Count == 0
            ? null
            : new Problem(ProblemCode.NotSupportedByConnector, $"The tenant's connector ({revision.ConnectorType}) cannot send this.", errors);

        void Demand(bool capable, string path, string what)
        {
            if (!capable)
            {
                errors.Add(new ConfigProblem(path, ProblemCode.NotSupportedByConnector, $"The connector type {revision.ConnectorType} cannot carry {what}."));
            }
        }
    }
}
