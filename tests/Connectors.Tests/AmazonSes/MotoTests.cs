using System.Text.Json.Nodes;
using EmailPlatform.Connectors.AmazonSes.Credentials;
using EmailPlatform.Connectors.Conformance;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.AmazonSes;

/// <summary>
/// Against moto, which verifies signatures with AWS's own library. No stable Debian has it, so these are built when asked for:
/// <c>./test tests/Connectors.Tests -p:Moto=true</c>, with a Python that has moto (<c>pip install 'moto[server]'</c>).
/// </summary>
public sealed class MotoTests : IAsyncLifetime
{
    private const string Everything = """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""";

    private const string Trust = """
        {
          "Version": "2012-10-17",
          "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "arn:aws:iam::123456789012:user/mailer" },
            "Condition": { "StringEquals": { "sts:ExternalId": "acme" } }
          }]
        }
        """;

    private MotoServer? _moto;
    private string _id = "";
    private string _secret = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MotoServer Moto => _moto ?? throw new InvalidOperationException("moto is not there.");

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.Start(Token);
        await Moto.IamAsync("UserName", ("Action", "CreateUser"), ("UserName", "mailer"));
        await Moto.IamAsync("RequestId", ("Action", "PutUserPolicy"), ("UserName", "mailer"), ("PolicyName", "all"), ("PolicyDocument", Everything));
        _secret = await Moto.IamAsync("SecretAccessKey", ("Action", "CreateAccessKey"), ("UserName", "mailer"));
        _id = await Moto.IamAsync("AccessKeyId", ("Action", "ListAccessKeys"), ("UserName", "mailer"));
        await Moto.IamAsync("Arn", ("Action", "CreateRole"), ("RoleName", "Mailer"), ("AssumeRolePolicyDocument", Trust));
        await Moto.IamAsync("RequestId", ("Action", "PutRolePolicy"), ("RoleName", "Mailer"), ("PolicyName", "all"), ("PolicyDocument", Everything));
        await Moto.VerifyAsync("no-reply@example.com");
        await Moto.CheckSignaturesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Fact]
    public async Task Send_GoodKey_IsTaken()
    {
        var simple = await Send(_secret, SampleMail.Create(content: new MailContent("Grüße", "<p>ü</p>", "ü")));
        var raw = await Send(_secret, SampleMail.Create() with { Attachments = [new Attachment("a.txt", "text/plain", "file"u8.ToArray())] });

        Assert.All([simple, raw], outcome => Assert.True(outcome is { Kind: OutcomeKind.Accepted, ProviderMessageId.Length: > 0 }, outcome.ToString()));
    }

    [Fact]
    public async Task Send_WrongSecret_IsTheConnectorsFault()
    {
        var outcome = await Send("another-secret", SampleMail.Create());

        // moto says why in XML, as SES does not.
        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "403"), (outcome.Kind, outcome.Scope, outcome.Code));
    }

    [Fact]
    public async Task Send_AsRole_NeedsTheExternalIdThatItsOwnerTrusts()
    {
        var trusted = await Send(_secret, SampleMail.Create(), "acme");
        var other = await Send(_secret, SampleMail.Create(), "other");

        Assert.True(trusted.Kind == OutcomeKind.Accepted, trusted.ToString());
        Assert.Equal((OutcomeKind.Deferred, FaultScope.Connector, "403 AccessDenied"), (other.Kind, other.Scope, other.Code));
    }

    private async Task<Outcome> Send(string secret, Mail mail, string? externalId = null)
    {
        var config = new JsonObject
        {
            ["region"] = "us-east-1",
            ["emailAddress"] = "no-reply@example.com",
            ["accessKeyId"] = _id,
            ["accessKeySecret"] = secret,
        };
        if (externalId is not null)
        {
            config["roleArn"] = SesForm.Role;
        }

        using var context = new ProviderContext(CompiledSes.Type, Moto.Url, besides: StsApi.Type);
        var permitted = context.Value with
        {
            Permissions = new ConnectorPermissions(Cloud: new CloudGrant([SesForm.Role], AmbientCredentials: false)),
            ExternalId = externalId ?? "",
        };
        await using var compiled = new AmazonSesConnector().Compile(config, permitted);
        return await compiled.SendAsync(mail, AttemptContext.Default, Token);
    }
}
