using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd;

/// <summary>The README's first mail, run word by word.</summary>
public sealed class ReadmeTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string DefaultAddress = "http://127.0.0.1:5080/";
    private const string KeyLine = "KEY=ep_admin_…";

    [Fact]
    public async Task FirstMail_PastedIntoAShell_IsInTheMailbox()
    {
        var bash = Peer.RequireProgram("bash", "bash");
        Peer.RequireProgram("curl", "curl");
        var block = await FirstMailBlock();
        Assert.Contains(KeyLine, block, StringComparison.Ordinal);
        Assert.Contains(DefaultAddress, block, StringComparison.Ordinal);
        var script = block
            .Replace(KeyLine, $"KEY={fixture.Platform.AdminKey}", StringComparison.Ordinal)
            .Replace(DefaultAddress, fixture.Platform.Address.ToString(), StringComparison.Ordinal);

        var run = (await PeerCommand.Run(bash, ["-eu", "-c", script], cancellationToken: TestContext.Current.CancellationToken)).MustSucceed();

        Assert.Equal("", run.Error);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.DoesNotContain(answers, answer => answer["code"] is not null);

        // The last answer was given a moment after the message was accepted: asked again, the mailbox has had its time.
        var tenant = new TenantApi(fixture.Platform.Admin, "acme-dev");
        var accepted = Assert.Single(answers, answer => (string?)answer["status"] is "sending" or "queued");
        await tenant.Await((string)accepted["id"]!, "sent");
        var mails = (await tenant.Get("/mailbox")).Json["items"]!.AsArray();
        Assert.Contains(mails, mail => (string)mail!["to"]! == "ada@example.com" && ((string)mail["subject"]!).Contains("123456", StringComparison.Ordinal));
    }

    private static async Task<string> FirstMailBlock()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EmailPlatform.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie below the repository's root.");
        }

        var readme = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "README.md"), TestContext.Current.CancellationToken);
        var chapter = readme[readme.IndexOf("## The first mail", StringComparison.Ordinal)..];
        return chapter.Split("```")[1];
    }
}
