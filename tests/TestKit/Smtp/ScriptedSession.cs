using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EmailPlatform.TestKit.Smtp;

/// <summary>One connection to a <see cref="ScriptedSmtpServer"/>, from the server's side.</summary>
public sealed class ScriptedSession(Socket socket, CancellationToken stop) : IDisposable
{
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Sends text as Latin-1 bytes; nothing is added.</summary>
    public async Task Send(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);

    /// <summary>Sends every byte as a packet of its own.</summary>
    public async Task SendSlowly(string text)
    {
        foreach (var octet in Encoding.Latin1.GetBytes(text))
        {
            await _stream.WriteAsync(new[] { octet }, stop);
            await Task.Yield();
        }
    }

    /// <summary>The next line, which must begin with the text.</summary>
    public async Task<string> Expect(string beginning)
    {
        var line = await ReadLine();
        return line.StartsWith(beginning, StringComparison.Ordinal)
            ? line
            : throw new InvalidOperationException($"Expected '{beginning}', got '{line}'.");
    }

    /// <summary>The next line without its end; empty when the client has closed.</summary>
    public async Task<string> ReadLine()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, stop) == 1)
        {
            line.Add(one[0]);
            if (one[0] == '\n')
            {
                break;
            }
        }

        return Encoding.UTF8.GetString([.. line]).TrimEnd('\n').TrimEnd('\r');
    }

    /// <summary>Lines up to the one that is the final dot.</summary>
    public async Task<string> ReadContent()
    {
        var content = new StringBuilder();
        for (var line = await ReadLine(); line != "."; line = await ReadLine())
        {
            content.Append(line).Append("\r\n");
        }

        return content.ToString();
    }

    /// <summary>As many bytes as BDAT announced.</summary>
    public async Task<string> ReadBytes(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, stop);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Waits until the client closes; what it still says goes into the void.</summary>
    public async Task WaitForClose()
    {
        var rest = new byte[1024];
        try
        {
            while (await _stream.ReadAsync(rest, stop) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
    }

    /// <summary>Reads nothing more and keeps the connection open, until the server is stopped.</summary>
    public async Task WaitForCancel()
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    /// <summary>Greeting and EHLO with the given capabilities.</summary>
    public async Task Greet(params string[] capabilities)
    {
        await Send("220 scripted.example ESMTP\r\n");
        await Hello(capabilities);
    }

    public async Task Hello(params string[] capabilities)
    {
        await Expect("EHLO ");
        string[] lines = ["scripted.example", .. capabilities];
        for (var index = 0; index < lines.Length; index++)
        {
            await Send($"250{(index == lines.Length - 1 ? ' ' : '-')}{lines[index]}\r\n");
        }
    }

    public async Task StartTls(X509Certificate2 certificate)
    {
        var ssl = new SslStream(_stream);
        // Offline, or the server's side would itself fetch what its certificate points to.
        var context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        await ssl.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, stop);
        _stream = ssl;
    }

    /// <summary>Ends the connection with a reset instead of a close.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => _stream.Dispose();
}
