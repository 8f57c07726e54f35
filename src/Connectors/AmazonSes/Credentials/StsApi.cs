using EmailPlatform.Connectors.AmazonSes.Signing;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>AssumeRole of AWS's Security Token Service: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (2026-11-20).</summary>
internal sealed class StsApi(ProviderApi api, string region, TimeProvider time)
{
    /// <summary>The name under which the operator can put another base URL.</summary>
    public const string Type = "aws-sts";

    private const string RoleHint = "The role must trust this installation's identity, with the tenant's id as sts:ExternalId; see this connector's guide.";

    private readonly SignatureV4 _signature = new(region, "sts");

    public async Task<CredentialsResult> AssumeRoleAsync(CredentialSource own, string role, string externalId, CancellationToken cancellationToken)
    {
        var (credentials, failure) = await own.GetAsync(cancellationToken);
        if (credentials is null)
        {
            return failure ?? throw new InvalidOperationException("There are credentials, or a reason.");
        }

        AwsCredentials? obtained = null;
        var outcome = await api.AskAsync(
            Call(credentials, role, externalId),
            reply =>
            {
                var answer = new StsReply(reply.Body);
                obtained = reply.IsSuccess ? answer.Credentials : null;
                return obtained is null ? Refused(reply, answer) : Outcome.Accepted(reply.Code());
            },
            cancellationToken);
        return obtained is null ? outcome : obtained;
    }

    private HttpCall Call(AwsCredentials credentials, string role, string externalId)
    {
        var target = api.Target("/");
        var form = HttpCall.PostForm(target, new Dictionary<string, string?>
        {
            ["Action"] = "AssumeRole",
            ["Version"] = "2011-06-15",
            ["RoleArn"] = role,
            ["RoleSessionName"] = "EmailPlatform",
            ["ExternalId"] = externalId,
            ["DurationSeconds"] = "3600",
        });
        var signed = _signature.Headers(form.Method, target, form.ContentType, form.Content.Span, credentials, time.GetUtcNow());
        return new HttpCall(form.Method, target, form.ContentType, form.Content, [KeyValuePair.Create("Accept", "application/xml"), .. signed]);
    }

    // Whatever STS says against it, the mail itself has done nothing wrong.
    private static Outcome Refused(HttpReply reply, StsReply answer)
    {
        var words = AwsWords.Clean(answer.Message) ?? "STS gave no credentials.";
        var isOurs = reply.Status >= 500 || answer.Code is "InternalFailure" or "ServiceUnavailable" || reply.IsSuccess;
        return isOurs
            ? Outcome.Deferred(FaultScope.Platform, reply.Code(answer.Code), $"AssumeRole: {words}")
            : Outcome.Deferred(FaultScope.Connector, reply.Code(answer.Code), $"AssumeRole: {words}", hint: RoleHint);
    }
}
