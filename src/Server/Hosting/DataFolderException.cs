namespace EmailPlatform.Server.Hosting;

/// <summary>The data folder cannot be used; the message says why and what to do.</summary>
internal sealed class DataFolderException(string message, Exception innerException) : Exception(message, innerException);
