namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>What became of a mail before anything is sent: an <see cref="HttpCall"/> or an <see cref="HttpRefusal"/>.</summary>
internal abstract class HttpDraft;
