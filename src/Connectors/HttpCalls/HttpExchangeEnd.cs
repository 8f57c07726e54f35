namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>How a request ended.</summary>
/// <param name="Reply">The answer, or null when there was none.</param>
/// <param name="Failure">Why there was none.</param>
/// <param name="ContentOut">Whether the whole request had gone out.</param>
/// <param name="RetryAfter">How long the provider asked to wait.</param>
internal sealed record HttpExchangeEnd(HttpReply? Reply, Exception? Failure, bool ContentOut, TimeSpan? RetryAfter);
