namespace EmailPlatform.Storage.Batching;

/// <summary>A piece of work that knows about how many bytes it writes, to bound batches and queues.</summary>
internal interface IWeighed
{
    int Bytes { get; }
}
