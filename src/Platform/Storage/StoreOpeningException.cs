namespace EmailPlatform.Platform.Storage;

/// <summary>The store cannot be opened; the message says what is wrong and what to do.</summary>
public sealed class StoreOpeningException(string message, Exception? innerException = null) : Exception(message, innerException);
