namespace EmailPlatform.Connectors;

/// <summary>A step of an attempt, in the words of the API: <c>config render dns connect tls auth mail rcpt data http</c>.</summary>
public enum Stage
{
    Config,
    Render,
    Dns,
    Connect,
    Tls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Http,
}
