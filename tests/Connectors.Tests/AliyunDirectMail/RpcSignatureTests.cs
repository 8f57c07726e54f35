namespace EmailPlatform.Connectors.AliyunDirectMail;

public sealed class RpcSignatureTests
{
    // The example of https://www.alibabacloud.com/help/doc-detail/28139.htm (2026-11-20): key testsecret.
    private static readonly Dictionary<string, string> Documented = new()
    {
        ["Timestamp"] = "2016-02-23T12:46:24Z",
        ["Format"] = "XML",
        ["AccessKeyId"] = "testid",
        ["Action"] = "DescribeRegions",
        ["SignatureMethod"] = "HMAC-SHA1",
        ["SignatureNonce"] = "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        ["Version"] = "2014-05-26",
        ["SignatureVersion"] = "1.0",
    };

    [Fact]
    public void Sign_DocumentedExample_IsTheDocumentedSignature() =>
        Assert.Equal("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", RpcSignature.Sign("GET", Documented, new Secret("testsecret")));

    [Fact]
    public void Sign_AnotherSecret_IsAnotherSignature() =>
        Assert.NotEqual("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", RpcSignature.Sign("GET", Documented, new Secret("testsecret2")));

    [Fact]
    public void Post_Form_HoldsWhatWasSigned()
    {
        var call = RpcSignature.Post(
            new Uri("https://dm.aliyuncs.com/"),
            [KeyValuePair.Create<string, string?>("Subject", "a+b *~ ü&="), KeyValuePair.Create<string, string?>("TagName", null)],
            "testid",
            new Secret("testsecret"),
            new DateTimeOffset(2026, 11, 20, 13, 0, 5, TimeSpan.FromHours(1)),
            "nonce");

        var form = AliyunRequest.Form(System.Text.Encoding.UTF8.GetString(call.Content.Span));
        Assert.Equal("2026-11-20T12:00:05Z", form["Timestamp"]);
        Assert.Equal("a+b *~ ü&=", form["Subject"]);
        Assert.DoesNotContain("TagName", form.Keys);
        var signature = form["Signature"];
        form.Remove("Signature");
        Assert.Equal(RpcSignature.Sign("POST", form, new Secret("testsecret")), signature);
    }
}
