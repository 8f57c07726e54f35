namespace EmailPlatform.Connectors.AliyunDirectMail;

internal static class AliyunRequest
{
    /// <summary>The fields of a form as a server reads them.</summary>
    public static Dictionary<string, string> Form(string body) => body.Split('&')
        .Select(field => field.Split('=', 2))
        .ToDictionary(field => Decode(field[0]), field => Decode(field[1]), StringComparer.Ordinal);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
