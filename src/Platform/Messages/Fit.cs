using EmailPlatform.Connectors;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Problems;

namespace EmailPlatform.Platform.Messages;

/// <summary>Whether the tenant's connector can express a message: asked at the door, not when the mail is due.</summary>
internal static class Fit
{
    public static Problem? Check(IOpenRevision revision, CheckedRequest request)
    {
        if (!revision.Connector.RendersRemotely(request.UsageType) && revision.FindTemplate(request.UsageType) is null)
        {
            return new Problem(
                ProblemCode.TemplateNotFound,
                $"The active revision has no template for {request.UsageType} and none for Generic.");
        }

        var errors = new List<ConfigProblem>();
        var capabilities = revision.Capabilities;
        Demand(capabilities.ReplyTo || request.Content.ReplyTo is null, "replyTo", "a reply-to mailbox");
        Demand(capabilities.CustomHeaders || request.Content.Headers is null, "headers", "further headers");
        Demand(capabilities.Attachments || request.Content.Attachments is null, "attachments", "attachments");
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
