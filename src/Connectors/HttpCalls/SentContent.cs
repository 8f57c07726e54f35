using System.Net;
using System.Net.Http.Headers;

namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// Knows whether all of it went out: from then on a lost answer leaves it open whether the provider has the mail.
/// Flushed to the socket before it says so.
/// </summary>
internal sealed class SentContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly TaskCompletionSource _out = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;

    public SentContent(ReadOnlyMemory<byte> bytes, string contentType)
    {
        _bytes = bytes;
        Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
    }

    /// <summary>Ends when the last byte has gone out, else never.</summary>
    public Task Out => _out.Task;

    /// <summary>
    /// Asked after the call has ended. Over HTTP/2 the body is written beside the call, so its last frame may still be on
    /// its way when a cancelled call has returned.
    /// </summary>
    public async Task<bool> IsOutAsync()
    {
        await Volatile.Read(ref _writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _out.Task.IsCompleted;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var writing = WriteAsync(stream, cancellationToken);
        Volatile.Write(ref _writing, writing);
        return writing;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }

    private async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _out.TrySetResult();
    }
}
