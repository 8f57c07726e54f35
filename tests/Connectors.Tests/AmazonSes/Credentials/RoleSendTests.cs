using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Http;
using EmailPlatform.TestKit.Time;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>Sending as a role: STS and SES are one scripted server.</summary>
public sealed class RoleSendTests
{
    // As https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html has it (2026-11-20).
    private const string Assumed = """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
          <AssumedRoleUser><AssumedRoleId>ARO123EXAMPLE123:EmailPlatform</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/Mailer/EmailPlatform</Arn></AssumedRoleUser>
          <Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2026-11-20T13:00:00Z</Expiration></Credentials>
        </AssumeRoleResult></AssumeRoleResponse>
        """;

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Send_AsRole_AssumesItOnceWithTheExternalId()
    {
        await using var server = Server(HttpAnswer.Of(200, Assumed), HttpAnswer.Of(200, """{ "MessageId": "m1" }"""));

        var outcomes = await Send(server, times: 2);

        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        var requests = server.Requests.ToList();
        Assert.Equal(["/", "/v2/email/outbound-emails", "/v2/email/outbound-emails"], requests.Select(request => request.Target));
        Assert.Equal(
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FMailer&RoleSessionName=EmailPlatform&ExternalId=acme&DurationSeconds=3600",
            requests[0].Text);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/sts/aws4_request, ", requests[0].Headers["Authorization"], StringComparison.Ordinal);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=ASIAROLE/20261120/eu-central-1/ses/aws4_request, ", requests[1].Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("role-token", requests[1].Headers["X-Amz-Security-Token"]);
    }

    // This process has no credentials at AWS, so the words of the one that looked for them tell whose were to be used.
    [Fact]
    public async Task Send_ListedRoleWithoutKey_IsAssumedWithTheProcesssCredentials()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null, "This process has credentials at AWS.");
        await using var server = Server(HttpAnswer.Of(200, Assumed), HttpAnswer.Of(200, """{ "MessageId": "m1" }"""));

        var outcome = Assert.Single(await Send(server, config: SesForm.RoleAlone));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform, "no_credentials"), (outcome.Kind, outcome.Scope, outcome.Code));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(403, "AccessDenied", FaultScope.Connector), InlineData(403, "InvalidClientTokenId", FaultScope.Connector), InlineData(400, "Throttling", FaultScope.Connector)]
    [InlineData(500, "InternalFailure", FaultScope.Platform), InlineData(503, "ServiceUnavailable", FaultScope.Platform)]
    public async Task Send_RoleRefused_WaitsUnsent(int status, string code, FaultScope scope)
    {
        await using var server = Server(
            HttpAnswer.Of(status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>No.</Message></Error></ErrorResponse>"), HttpAnswer.Of(200));

        var outcome = Assert.Single(await Send(server));

        Assert.Equal((OutcomeKind.Deferred, scope, $"{status} {code}", "AssumeRole: No."), (outcome.Kind, outcome.Scope, outcome.Code, outcome.Reply));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(""), InlineData("<html>"), InlineData("{}"), InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><AccessKeyId>&b;</AccessKeyId>")]
    public async Task Send_GarbageOfSts_WaitsUnsent(string body)
    {
        await using var server = Server(HttpAnswer.Of(200, body), HttpAnswer.Of(200));

        var outcome = Assert.Single(await Send(server));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_StsHangsUp_IsDeferredNotUnknown()
    {
        await using var server = Server(HttpAnswer.Close, HttpAnswer.Of(200));

        var outcome = Assert.Single(await Send(server));

        Assert.Equal((OutcomeKind.Deferred, FaultScope.Platform), (outcome.Kind, outcome.Scope));
    }

    [Fact]
    public async Task Send_SessionThatAwsCallsExpired_IsReplacedNextTimeAndNeverRepeated()
    {
        await using var server = Server(
            HttpAnswer.Of(200, Assumed), HttpAnswer.Of(403, """{ "__type": "ExpiredTokenException", "message": "role-token signed with role-secret is expired" }"""));

        var outcomes = await Send(server, times: 2);

        Assert.All(outcomes, outcome => Assert.Equal(("403 ExpiredTokenException", "*** signed with *** is expired"), (outcome.Code, outcome.Reply)));
        Assert.Equal(2, server.Requests.Count(request => request.Target == "/"));
    }

    private static ScriptedHttpServer Server(HttpAnswer sts, HttpAnswer ses) => new(request => request.Target == "/" ? sts : ses);

    private async Task<List<Outcome>> Send(ScriptedHttpServer server, int times = 1, string? config = null)
    {
        using var context = new ProviderContext(CompiledSes.Type, server.Url, time: _time, besides: StsApi.Type);
        var permitted = context.Value with { Permissions = new ConnectorPermissions(Cloud: new CloudGrant([SesForm.Role], AmbientCredentials: false)) };
        await using var compiled = new AmazonSesConnector().Compile(JsonNode.Parse(config ?? SesForm.WithRole)!.AsObject(), permitted);
        var outcomes = new List<Outcome>();
        for (var i = 0; i < times; i++)
        {
            outcomes.Add(await compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, TestContext.Current.CancellationToken));
        }

        return outcomes;
    }
}
