using System.Net;
using System.Net.Sockets;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.Repository.Peers;

public sealed class PeerProcessTests
{
    private static readonly string Bash = Peer.RequireProgram("bash", "bash");
    private static readonly string Python = Peer.RequireProgram("python3", "python3");

    [Fact]
    public async Task Start_ReadyOnPort_AcceptsConnections()
    {
        var port = LoopbackPort.Next();
        await using var peer = await PeerProcess.Start(
            Python, ["-m", "http.server", "--bind", "127.0.0.1", $"{port}"], PeerReady.OnPort(port));

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);

        Assert.True(client.Connected);
    }

    [Fact]
    public async Task Start_ProgramEndsBeforeReady_ThrowsWithItsOutput()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => PeerProcess.Start(Bash, ["-c", "echo the reason >&2; exit 3"], PeerReady.OnLine("never")));

        Assert.Contains("the reason", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ended with 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NotReadyInTime_ThrowsAndLeavesNothingRunning()
    {
        using var folder = new TemporaryFolder();
        var ready = PeerReady.OnPort(LoopbackPort.Next()) with { Within = TimeSpan.FromSeconds(2) };

        await Assert.ThrowsAsync<TimeoutException>(
            () => PeerProcess.Start(Bash, ["-c", $"echo $$ > '{folder["pid"]}'; exec sleep 600"], ready));

        AssertIsGone(int.Parse(await File.ReadAllTextAsync(folder["pid"])));
    }

    [Fact]
    public async Task DisposeAsync_ChildIgnoresSignals_WholeTreeIsGone()
    {
        var peer = await PeerProcess.Start(
            Bash, ["-c", "(trap '' TERM; sleep 600) & echo child $!; wait"], PeerReady.OnLine("child "));
        var child = int.Parse((await peer.WaitForLine("child "))["child ".Length..]);

        await peer.DisposeAsync();

        AssertIsGone(child);
    }

    [Fact]
    public async Task WaitForLine_LineComesLater_ReturnsIt()
    {
        await using var peer = await PeerProcess.Start(Bash, ["-c", "echo up; read word; echo got $word"], PeerReady.OnLine("up"));
        var line = peer.WaitForLine("got");
        await peer.Input.WriteLineAsync("mail");
        await peer.Input.FlushAsync();

        Assert.Equal("got mail", await line);
        Assert.Equal(0, await peer.WaitForExit());
    }

    [Fact]
    public async Task Run_ProgramReadsStdin_ReturnsBothStreamsAndExitCode()
    {
        var result = await PeerCommand.Run(Bash, ["-c", "cat; echo wrong >&2; exit 4"], "in"u8.ToArray());

        Assert.Equal(new PeerResult(4, "in", "wrong\n"), result);
        Assert.Throws<InvalidOperationException>(() => result.MustSucceed());
    }

    private static void AssertIsGone(int process)
    {
        // A killed child whose parent died stays listed until init has reaped it; its state is then Z.
        var stat = $"/proc/{process}/stat";
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(stat) || IsZombie(stat), TimeSpan.FromSeconds(5)));
    }

    private static bool IsZombie(string stat)
    {
        try
        {
            return File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
