using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Every message of the corpus, read by a parser that we did not write and held against the rules of the wire.</summary>
public sealed partial class MessageCorpusTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Corpus_ReadByPythonsParser_IsWhatWentIn()
    {
        using var folder = new TemporaryFolder();
        var messages = MessageCorpus.Messages().ToDictionary(FileName);
        Assert.True(messages.Count >= 200);
        foreach (var (name, message) in messages)
        {
            await File.WriteAllBytesAsync(folder[name], ComposedMessage.Of(message).Octets, TestContext.Current.CancellationToken);
        }

        var output = await PythonScript.Run("read_messages.py", "email", "python3", folder.Path);
        var read = JsonSerializer.Deserialize<Dictionary<string, ReadMessage>>(output, Json);
        Assert.NotNull(read);
        Assert.Equal(messages.Count, read.Count);
        Assert.All(read, pair => MessageComparison.AssertSame(messages[pair.Key], pair.Value));
    }

    [Fact]
    public void Corpus_OnTheWire_KeepsItsRules() => Assert.All(MessageCorpus.Messages(), message =>
    {
        var composed = ComposedMessage.Of(message);
        var text = composed.Text;
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text);
        var lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.Equal(-1, line.AsSpan().IndexOfAny('\r', '\n')));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 998));
        if (!message.NeedsSmtpUtf8)
        {
            Assert.True(Ascii.IsValid(composed.Octets));
        }

        Assert.All(lines.Where(line => line.Contains("=?utf-8?", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 76));
        Assert.All(composed.HeaderLines, line => Assert.NotEqual(string.Empty, line.Trim()));
        Assert.All(composed.HeaderLines, AssertFolded);
    });

    [Fact]
    public void Corpus_ComposedTwice_IsTheSame() => Assert.All(MessageCorpus.Messages(), message =>
        Assert.Equal(ComposedMessage.Of(message).Octets, ComposedMessage.Of(message).Octets));

    // A longer line is one that nothing can break: an address, a URL or an id.
    private static void AssertFolded(string line)
    {
        if (line.Length > 78)
        {
            Assert.DoesNotContain(' ', Name().Replace(line, string.Empty).Trim());
        }
    }

    private static string FileName(MimeMessage message) => $"{message.MessageId.Trim('<', '>').Split('@')[0]}{(message.NeedsSmtpUtf8 ? ".utf8" : string.Empty)}.eml";

    [GeneratedRegex("^[!-9;-~]+: ")]
    private static partial Regex Name();
}
