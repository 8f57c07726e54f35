using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EmailPlatform.Connectors.AmazonSes.Signing;

namespace EmailPlatform.Connectors.AmazonSes.Credentials;

/// <summary>An answer of STS, which speaks XML; what is not there is absent.</summary>
internal sealed class StsReply
{
    private readonly XElement? _root;

    public StsReply(ReadOnlyMemory<byte>? body)
    {
        try
        {
            using var stream = new MemoryStream((body ?? default).ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            _root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            _root = null;
        }
    }

    public string? Code => Text("Code");

    public string? Message => Text("Message");

    public AwsCredentials? Credentials =>
        Text("AccessKeyId") is { } id && Text("SecretAccessKey") is { } secret && Text("SessionToken") is { } token
        && DateTimeOffset.TryParse(Text("Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? new AwsCredentials(id, new Secret(secret), new Secret(token), until)
            : null;

    private string? Text(string name) =>
        _root?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
