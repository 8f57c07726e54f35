using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.Pretend;

internal enum PretendMode
{
    [JsonStringEnumMemberName("fast")]
    Fast,

    [JsonStringEnumMemberName("slow")]
    Slow,
}

internal sealed record PretendTemplate(string UsageType, string Subject, string? ReplyTo = null);

internal sealed record PretendLogin(
    string User,
    [BoundTo("host", "port", "login.url")] Secret Pass,
    SecretUrl? Url = null);

internal sealed record PretendConfig(
    [Description("Where the pretend server is.")] string Host,
    int Port = 587,
    PretendMode Mode = PretendMode.Fast,
    bool? Strict = null,
    PretendLogin? Login = null,
    IReadOnlyList<PretendTemplate>? Templates = null,
    [BoundTo("host")] IReadOnlyDictionary<string, IReadOnlyList<Secret>>? Headers = null,
    PretendMode? Fallback = null);
