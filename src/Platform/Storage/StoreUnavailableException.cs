namespace EmailPlatform.Platform.Storage;

/// <summary>The store cannot be reached, is full, or does not answer in time. Nothing that was asked of it is known to be done; asking again is safe.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
