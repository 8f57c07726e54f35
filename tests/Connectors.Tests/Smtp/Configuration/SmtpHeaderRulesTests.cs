namespace EmailPlatform.Connectors.Smtp.Configuration;

public sealed class SmtpHeaderRulesTests
{
    [Theory]
    [InlineData("To")]
    [InlineData("cc")]
    [InlineData("BCC")]
    [InlineData("From")]
    [InlineData("Sender")]
    [InlineData("Reply-To")]
    [InlineData("Subject")]
    [InlineData("Date")]
    [InlineData("Message-ID")]
    [InlineData("MIME-Version")]
    [InlineData("Content-Type")]
    [InlineData("content-transfer-encoding")]
    [InlineData("DKIM-Signature")]
    [InlineData("Received")]
    [InlineData("Return-Path")]
    [InlineData("Resent-To")]
    [InlineData("x-smtpapi")]
    [InlineData("X-MC-BccAddress")]
    [InlineData("x-msys-api")]
    [InlineData("X-Mailgun-Recipient-Variables")]
    [InlineData("X-Envelope-To")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("X-Ü")]
    public void Read_HeaderThatIsNotTheirs_IsRefused(string name) =>
        Assert.Equal("header_not_allowed", Assert.Single(SmtpForm.With($"\"customHeaders\": {{ \"{name}\": \"v\" }}").Report.Errors).Code);

    [Theory]
    [InlineData("X-PM-Message-Stream")]
    [InlineData("x-ses-configuration-set")]
    [InlineData("X-Mailgun-Tag")]
    public void Read_LabelOfTheOwnAccount_IsTaken(string name) =>
        Assert.Empty(SmtpForm.With($"\"customHeaders\": {{ \"{name}\": \"v\" }}").Report.Errors);

    [Theory]
    [InlineData("v\\r\\nBcc: a@example.com")]
    [InlineData("v\\nx")]
    [InlineData("v\\u0000")]
    public void Read_ValueWithAnotherLine_IsRefusedWithoutShowingIt(string value)
    {
        var error = Assert.Single(SmtpForm.With($$"""  "customHeaders": { "X-Key": ["fine", "secret{{value}}"] } """).Report.Errors);

        Assert.Equal("customHeaders.X-Key[1]", error.Path);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OwnHeaders_AreStoredAsLists() =>
        Assert.Equal(
            """{"X-One":["1"],"List-Unsubscribe":["<https://example.com/u>"]}""".Replace("<", "\\u003C", StringComparison.Ordinal).Replace(">", "\\u003E", StringComparison.Ordinal),
            SmtpForm.With(""" "customHeaders": { "X-One": "1", "List-Unsubscribe": ["<https://example.com/u>"] } """).Stored?["customHeaders"]?.ToJsonString());
}
