using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Signatures, verified by software that we did not write.</summary>
public sealed partial class DkimPeerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Corpus_SignedAndVerifiedByDkimpy_Verifies()
    {
        var signer = DkimTestKey.Signer();
        var files = MessageCorpus.Messages().Select((message, index) => (Name: $"{index:D3}.eml", Octets: Signed(signer, ComposedMessage.Of(message).Octets)));
        var verdicts = await Verify(files);
        Assert.True(verdicts.Count >= 200);
        Assert.All(verdicts, verdict => Assert.Equal("True", verdict.Value));
    }

    [Fact]
    public async Task Odd_BodiesAndHeaders_VerifyByDkimpy()
    {
        string[] messages =
        [
            "From: a@example.com\r\n\r\n",
            "From: a@example.com\r\n\r\n\r\n\r\n",
            "From: a@example.com\r\n\r\n \t\r\n  \r\n",
            "From: a@example.com\r\n\r\n a  b\t c \r\n\r\n\r\nd\t\r\n\r\n",
            "From: a@example.com\r\n\r\nno line end",
            "FROM:  a@example.com  \r\nSubject:\tfolded\r\n\t  here  \r\n   and  here\r\nX-Other: x\r\nsubject: twice\r\n\r\nbody\r\n",
            "From: a@example.com\r\nSubject:\r\nTo: b@example.com\r\n\r\n" + new string('x', 10_000) + "\r\n",
            "From: a@example.com\r\nSubject: long\r\n\r\n" + string.Concat(Enumerable.Repeat("line  with \t blanks \r\n\r\n", 2_000)),
        ];
        var signer = DkimTestKey.Signer();
        var verdicts = await Verify(messages.Select((message, index) => ($"{index}.eml", Signed(signer, Encoding.ASCII.GetBytes(message)))));
        Assert.Equal(messages.Length, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal("True", verdict.Value));
    }

    [Fact]
    public async Task Message_ChangedOnTheWay_DoesNotVerifyByDkimpy()
    {
        var message = MessageCorpus.Messages().First() with { Text = "Your code is 123456\r\nthank you", ReplyTo = Mailbox.Parse("reply@example.com") };
        var text = Encoding.Latin1.GetString(Signed(DkimTestKey.Signer(), ComposedMessage.Of(message).Octets));
        var changed = new Dictionary<string, string>
        {
            ["same.eml"] = text,
            ["blanks.eml"] = text.Replace("Subject: ", "subject:   ", StringComparison.Ordinal),
            ["more-headers.eml"] = "X-Relay: yes\r\n" + text,
            ["body.eml"] = text.Replace("123456\r\nthank", "654321\r\nthank", StringComparison.Ordinal),
            ["longer.eml"] = text + "more\r\n",
            ["subject.eml"] = text.Replace("Subject: Your", "Subject: My", StringComparison.Ordinal),
            ["from.eml"] = text.Replace("From: sender@", "From: other@", StringComparison.Ordinal),
            ["second-from.eml"] = "From: evil@example.org\r\n" + text,
            ["second-subject.eml"] = "Subject: evil\r\n" + text,
            ["second-reply-to.eml"] = "Reply-To: evil@example.org\r\n" + text,
            ["cc.eml"] = "Cc: evil@example.org\r\n" + text,
            ["date.eml"] = text.Replace("Date: Fri", "Date: Sat", StringComparison.Ordinal),
        };
        string[] harmless = ["same.eml", "blanks.eml", "more-headers.eml"];
        var verdicts = await Verify(changed.Select(pair => (pair.Key, Encoding.Latin1.GetBytes(pair.Value))));
        Assert.Equal(changed.Count, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal(harmless.Contains(verdict.Key), verdict.Value == "True"));
    }

    [Fact]
    public async Task Corpus_SignedAndVerifiedByOpenDkim_VerifiesUnlessChanged()
    {
        var program = Peer.RequireProgram("opendkim", "opendkim");
        using var folder = new TemporaryFolder();
        var keys = folder.Write("keys", $"test._domainkey.example.com v=DKIM1; k=rsa; p={DkimTestKey.PublicKey}\n");
        var configuration = folder.Write("opendkim.conf", $"TestDNSData file:{keys}\nMode v\n");
        var signer = DkimTestKey.Signer();
        var names = new List<string>();
        foreach (var message in MessageCorpus.Messages().Where((_, index) => index % 4 == 0))
        {
            var signed = Signed(signer, ComposedMessage.Of(message).Octets);
            names.Add($"good{names.Count:D3}.eml");
            await File.WriteAllBytesAsync(folder[names[^1]], signed, TestContext.Current.CancellationToken);
            names.Add($"changed{names.Count:D3}.eml");
            await File.WriteAllBytesAsync(folder[names[^1]], [.. signed, .. "changed\r\n"u8], TestContext.Current.CancellationToken);
        }

        var result = await PeerCommand.Run(program, ["-x", configuration, "-t", string.Join(',', names.Select(name => folder[name])), "-v"]);
        var verdicts = Verdict().Matches(result.MustSucceed().Output + result.Error).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.All(names, name => Assert.Equal(name.StartsWith("good", StringComparison.Ordinal) ? "succeeded" : "failed", verdicts.GetValueOrDefault(name)));
    }

    internal static byte[] Signed(DkimSigner signer, byte[] message)
    {
        var output = new ArrayBufferWriter<byte>();
        signer.Sign(message, Now, output);
        output.Write(message);
        return output.WrittenSpan.ToArray();
    }

    internal static async Task<Dictionary<string, string>> Verify(IEnumerable<(string Name, byte[] Octets)> messages)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, octets) in messages)
        {
            await File.WriteAllBytesAsync(folder[name], octets, TestContext.Current.CancellationToken);
        }

        var output = await PythonScript.Run("verify_dkim.py", "dkim", "python3-dkim", folder.Path, DkimTestKey.PublicKey);
        using var verdicts = JsonDocument.Parse(output);
        return verdicts.RootElement.EnumerateObject().ToDictionary(verdict => verdict.Name, verdict => verdict.Value.ToString());
    }

    [GeneratedRegex("([a-z0-9]+\\.eml): verification \\([^)]*\\) (succeeded|failed)")]
    private static partial Regex Verdict();
}
