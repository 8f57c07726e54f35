using System.Text.Json;
using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.Templates;

/// <summary>Shortcuts of the template tests.</summary>
internal static class Rendering
{
    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static JsonElement Payload(string name, string value) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, string> { [name] = value });

    public static Template Compile(TemplateSource source)
    {
        Assert.True(Template.TryCompile(source, out var template, out var problems), string.Join("\n", problems));
        return template;
    }

    public static IReadOnlyList<ConfigProblem> ProblemsOf(TemplateSource source)
    {
        Assert.False(Template.TryCompile(source, out var template, out var problems));
        Assert.Null(template);
        Assert.NotEmpty(problems);
        return problems;
    }

    public static string Text(string text, JsonElement payload) =>
        Compile(new TemplateSource("s", Text: text)).Render(payload).Text ?? "";

    public static string Html(string html, JsonElement payload) =>
        Compile(new TemplateSource("s", Html: html)).Render(payload).Html ?? "";

    public static string Derived(string html, string payload = "{}") =>
        Compile(new TemplateSource("s", Html: html)).Render(Json(payload)).Text ?? "";
}
