namespace EmailPlatform.Connectors.OAuth;

/// <summary>A vault cannot be read or written now. Nothing that was asked of it is known to be done; asking again is safe.</summary>
public sealed class TokenVaultException(string message, Exception innerException) : Exception(message, innerException);
