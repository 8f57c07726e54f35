using EmailPlatform.TestKit.Peers;
using Xunit.Sdk;

namespace EmailPlatform.Repository.Peers;

public sealed class PeerTests
{
    [Fact]
    public void RequireProgram_Installed_ReturnsItsPath()
    {
        Assert.True(File.Exists(Peer.RequireProgram("sh", "dash")));
        Assert.Null(Peer.FindProgram("no-such-program-anywhere"));
    }

    [Fact]
    public void RequireProgram_Missing_EndsTheTestNamingThePackage()
    {
        // Not Record.Exception or Assert.Throws: both let the exception that skips a test pass.
        var message = "returned";
        try
        {
            Peer.RequireProgram("no-such-program-anywhere", "some-package");
        }
        catch (FailException exception) when (Peer.AreRequired)
        {
            message = exception.Message;
        }
        catch (SkipException exception) when (!Peer.AreRequired)
        {
            message = exception.Message;
        }

        Assert.Contains("some-package", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_ManyPorts_AllDifferent()
    {
        var ports = Enumerable.Range(0, 100).Select(_ => LoopbackPort.Next()).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void TemporaryFolder_Disposed_IsGone()
    {
        string path;
        using (var folder = new TemporaryFolder())
        {
            path = folder.Path;
            folder.Write("a/b.txt", "text");
            Assert.True(File.Exists(folder["a/b.txt"]));
        }

        Assert.False(Directory.Exists(path));
    }
}
