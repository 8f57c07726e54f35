using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Smtp.Configuration;

internal enum SmtpTlsVersion
{
    [JsonStringEnumMemberName("TLSv1.2")]
    Tls12,

    [JsonStringEnumMemberName("TLSv1.3")]
    Tls13,
}

internal sealed record SmtpTls(
    [Description("The name that the server's certificate must carry, when it is not the host.")] string? Servername = null,
    SmtpTlsVersion? MinVersion = null,
    SmtpTlsVersion? MaxVersion = null,
    [Description("false takes any certificate, where the operator permits it.")] bool? RejectUnauthorized = null,
    [Description("Certificates to trust in place of the system's: PEM.")] IReadOnlyList<string>? Ca = null,
    [Description("The certificate that is shown to the server: PEM.")] string? Cert = null,
    [Description("The certificate's key: PEM.")][BoundToServer] Secret? Key = null,
    [Description("Opens an encrypted key.")][BoundToServer] Secret? Passphrase = null);
