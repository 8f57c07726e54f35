using System.Text;

namespace EmailPlatform.Connectors.Http;

public sealed class WebhookSignatureTests
{
    // The vector in the tests of every library of Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks (2026-11-20).
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Time = 1614265330;
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public void Sign_PublishedVector_IsItsSignature()
    {
        var headers = Sign(Key(Secret));

        Assert.Equal(["webhook-timestamp", "webhook-signature"], headers.Select(header => header.Key));
        Assert.Equal(["1614265330", Signature], headers.Select(header => header.Value));
        Assert.Equal(headers, Sign(Key(Secret["whsec_".Length..])));
    }

    [Fact]
    public void Sign_SeveralKeys_HasASignatureOfEach()
    {
        byte[] other = [.. Enumerable.Range(0, 32).Select(index => (byte)index)];

        var both = Sign(other, Key(Secret))[1].Value.Split(' ');

        Assert.Equal([Sign(other)[1].Value, Signature], both);
        Assert.NotEqual(both[0], both[1]);
    }

    [Theory]
    [InlineData("", false), InlineData("whsec_", false), InlineData("whsec_not base64!", false), InlineData("whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", false), InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLQ==", false)]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true), InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    public void Key_OfText_IsOneOrTheReasonIsTold(string text, bool isKey)
    {
        Assert.Equal(isKey, SigningKey.TryParse(new Secret(text), out var key, out var reason));
        Assert.Equal(isKey, key is not null);
        Assert.Equal(isKey, reason is null);
    }

    [Theory]
    [InlineData(23, false), InlineData(24, true), InlineData(64, true), InlineData(65, false)]
    public void Key_OfLength_IsWithinWhatTheStandardSays(int length, bool isKey) =>
        Assert.Equal(isKey, SigningKey.TryParse(new Secret($"whsec_{Convert.ToBase64String(new byte[length])}"), out _, out _));

    private static byte[] Key(string text) => SigningKey.TryParse(new Secret(text), out var key, out var reason) ? key : throw new InvalidOperationException(reason);

    private static KeyValuePair<string, string>[] Sign(params byte[][] keys) =>
        [.. new WebhookSignature(keys).Sign(Id, DateTimeOffset.FromUnixTimeSeconds(Time), Encoding.UTF8.GetBytes(Body))];
}
