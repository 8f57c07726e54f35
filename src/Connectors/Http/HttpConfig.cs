using System.ComponentModel;

namespace EmailPlatform.Connectors.Http;

internal sealed record HttpConfig(
    [Description("Where every message is posted to: an https URL. It is called as it stands, its query included.")]
    SecretUrl Endpoint,
    [Description("The value of the header Authorization, as it is: Bearer and a token, for example.")]
    [BoundTo("endpoint")]
    Secret? Authorization = null,
    [Description("Secrets of Standard Webhooks (whsec_ and 24 to 64 bytes in base64): every call is signed with each of them. Two while one takes the other's place.")]
    [BoundTo("endpoint")]
    IReadOnlyList<Secret>? SigningSecrets = null);
