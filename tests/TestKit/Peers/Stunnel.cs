using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.TestKit.Peers;

/// <summary>stunnel in front of a server that speaks no TLS: any certificate, any TLS version, from the first byte or by STARTTLS.</summary>
public sealed class Stunnel : IAsyncDisposable
{
    private readonly PeerProcess _process;
    private readonly TemporaryFolder _folder;

    private Stunnel(PeerProcess process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <param name="target">The port behind it, on 127.0.0.1.</param>
    /// <param name="certificate">What it shows.</param>
    /// <param name="options">Lines of its service section: <c>protocol = smtp</c> for STARTTLS, <c>sslVersionMax = TLSv1.2</c>, …</param>
    public static async Task<Stunnel> Start(int target, X509Certificate2 certificate, params string[] options)
    {
        var program = Peer.RequireProgram("stunnel4", "stunnel4");
        var folder = new TemporaryFolder();
        var port = LoopbackPort.Next();
        var configuration = folder.Write("stunnel.conf", string.Create(CultureInfo.InvariantCulture, $"""
            foreground = yes
            pid =
            [server]
            accept = 127.0.0.1:{port}
            connect = 127.0.0.1:{target}
            cert = {folder.Write("server.pem", TestAuthority.ToPem(certificate))}
            {string.Join('\n', options)}
            """) + "\n");
        var process = await PeerProcess.Start(program, [configuration], PeerReady.OnPort(port));
        return new Stunnel(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
