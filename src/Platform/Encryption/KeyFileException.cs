namespace EmailPlatform.Platform.Encryption;

/// <summary>The key file cannot be used. The message is for the operator: what is wrong and what to do.</summary>
public sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);
