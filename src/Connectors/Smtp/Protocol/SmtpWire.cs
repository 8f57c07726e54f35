using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>
/// The bytes of one connection, in clear or through TLS: commands gathered into one write, replies found in what comes.
/// Whatever breaks is a <see cref="WireException"/>.
/// </summary>
internal sealed class SmtpWire : IDisposable
{
    private const int InitialInput = 4 * 1024;

    // An EHLO reply has some twenty lines; who sends more than this is no mail server.
    private const int LongestReply = 64 * 1024;
    private const int ShownOfGarbage = 60;

    private readonly Socket _socket;
    private readonly TimeSpan _timeout;
    private Stream _stream;
    private byte[] _input = ArrayPool<byte>.Shared.Rent(InitialInput);
    private int _start;
    private int _end;

    public SmtpWire(Socket socket, TimeSpan timeout, TimeProvider time)
    {
        _socket = socket;
        _timeout = timeout;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Deadline = new WireDeadline(time);
    }

    public OutputBuffer Output { get; } = new();

    public WireDeadline Deadline { get; }

    /// <summary>Our own end.</summary>
    public IPEndPoint? Local => _socket.LocalEndPoint as IPEndPoint;

    /// <summary>The stream to put TLS around.</summary>
    public Stream Stream => _stream;

    /// <summary>Goes on over TLS.</summary>
    public void Secure(Stream secured) => _stream = secured;

    public bool HasBufferedInput => _end > _start;

    /// <summary>The server has said what nobody asked for (421), or closed. Of use only while no reply is due.</summary>
    public bool HasUnasked => HasBufferedInput || _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Sends what was gathered, as one write.</summary>
    public async ValueTask FlushAsync()
    {
        Deadline.Restart(_timeout);
        try
        {
            await _stream.WriteAsync(Output.Written, Deadline.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            throw Describe(exception);
        }

        Output.Clear();
    }

    /// <summary>The next reply; one that has come already costs no wait.</summary>
    public ValueTask<SmtpReply> ReadReplyAsync() => ReadReplyAsync(_timeout);

    public ValueTask<SmtpReply> ReadReplyAsync(TimeSpan timeout) =>
        TryTake(out var reply) ? new ValueTask<SmtpReply>(reply) : AwaitReplyAsync(timeout);

    public void Dispose()
    {
        _stream.Dispose();
        Deadline.Dispose();
        Output.Dispose();
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _input, []));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SmtpReply> AwaitReplyAsync(TimeSpan timeout)
    {
        Deadline.Restart(timeout);
        SmtpReply reply;
        do
        {
            MakeRoom();
            int count;
            try
            {
                count = await _stream.ReadAsync(_input.AsMemory(_end), Deadline.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                throw Describe(exception);
            }

            if (count == 0)
            {
                throw new WireException(WireFault.Closed, "The server closed the connection.");
            }

            _end += count;
        }
        while (!TryTake(out reply));

        return reply;
    }

    private bool TryTake(out SmtpReply reply)
    {
        reply = default;
        if (_start == _end)
        {
            return false;
        }

        switch (ReplyParser.Parse(_input.AsSpan(_start, _end - _start), out var length, out var code))
        {
            case ReplyState.Complete:
                reply = new SmtpReply(code, _input.AsMemory(_start, length));
                _start += length;
                return true;
            case ReplyState.Incomplete:
                return false;
            case ReplyState.NotSmtp:
                throw NotSmtp(_input.AsSpan(_start, _end - _start));
            default:
                throw new InvalidOperationException("A reply state without a case.");
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            _end -= _start;
            _start = 0;
        }

        if (_end < _input.Length)
        {
            return;
        }

        if (_input.Length >= LongestReply)
        {
            throw NotSmtp(_input);
        }

        var larger = ArrayPool<byte>.Shared.Rent(_input.Length * 2);
        _input.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_input);
        _input = larger;
    }

    private WireException Describe(Exception exception) => exception switch
    {
        OperationCanceledException when Deadline.IsCallers => new WireException(WireFault.Cancelled, "The attempt's time was over.", exception),
        OperationCanceledException => new WireException(WireFault.TimedOut, "The server did not answer in time.", exception),
        { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut } } =>
            new WireException(WireFault.TimedOut, "The network gave the connection up.", exception),
        _ => new WireException(WireFault.Closed, "The connection was lost.", exception),
    };

    private static WireException NotSmtp(ReadOnlySpan<byte> bytes)
    {
        // TLS records begin with 20 to 23 and the major version 3 (RFC 8446, section 5.1).
        if (bytes.Length >= 2 && bytes[0] is >= 20 and <= 23 && bytes[1] == 3)
        {
            return new WireException(WireFault.SpeaksTls, "The server speaks TLS from the first byte.");
        }

        var text = new StringBuilder("The server answered what is not SMTP: ");
        foreach (var octet in bytes[..Math.Min(bytes.Length, ShownOfGarbage)])
        {
            text.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '.');
        }

        return new WireException(WireFault.NotSmtp, text.ToString());
    }
}
