using System.Text;

namespace EmailPlatform.Connectors.Smtp.Authentication;

/// <summary>LOGIN, never more than a draft (draft-murchison-sasl-login): first the user, then the password, whatever the prompts say.</summary>
internal sealed class LoginMechanism(string user, Secret password) : SaslMechanism
{
    private int _asked;

    public override string Name => "LOGIN";

    public override byte[]? Begin() => null;

    public override byte[]? Respond(ReadOnlySpan<byte> challenge) => ++_asked switch
    {
        1 => Encoding.UTF8.GetBytes(user),
        2 => Encoding.UTF8.GetBytes(password.Reveal()),
        _ => null,
    };
}
