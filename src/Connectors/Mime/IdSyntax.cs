using System.Buffers;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Message-ID and Content-ID: what stands between the angle brackets.</summary>
internal static class IdSyntax
{
    private const int MaxLength = 250;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.@");

    public static ReadOnlySpan<char> Bare(string id) => id.StartsWith('<') && id.EndsWith('>') ? id.AsSpan()[1..^1] : id;

    public static bool IsValid(string id, bool needsAt)
    {
        var bare = Bare(id);
        var at = bare.IndexOf('@');
        return !bare.IsEmpty && bare.Length <= MaxLength && !bare.ContainsAnyExcept(Allowed)
            && (at < 0 ? !needsAt : at > 0 && at == bare.LastIndexOf('@') && at < bare.Length - 1);
    }
}
