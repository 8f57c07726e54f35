using EmailPlatform.Connectors;
using EmailPlatform.Platform.Templates.Stored;

namespace EmailPlatform.Platform.Templates.Files;

public sealed class TemplateFilesTests
{
    private static readonly string[] Pieces = ["\r\n", "\n", "\r", " ", "\t", "{{code}}", "é", "😀", "<p>", "\u2028", "a", ".", "|", "\uFEFF"];

    [Fact]
    public void Write_AnySavedTemplate_ReadsBackAsTheVerySame()
    {
        var random = new Random(42);
        for (var round = 0; round < 2000; round++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var draft = TemplateDraft.Read(UsageType.Generic, new TemplateSource("s" + Text() + "s", "h" + Text(), random.Next(2) == 0 ? null : Text(), random.Next(2) == 0 ? null : Text(), Text()));
            Assert.NotNull(draft.Value);
            var problems = new List<ConfigProblem>();

            var read = Assert.Single(TemplateFiles.Read(TemplateFiles.Write(UsageType.Generic, "zh-Hant", draft.Value.Source), problems));

            Assert.Empty(problems);
            Assert.Equal((UsageType.Generic, "zh-Hant", draft.Value.Source), (read.UsageType, read.Locale, read.Source));
            Assert.Equal(draft.Value.Hash, TemplateDraft.Read(UsageType.Generic, read.Source).Value?.Hash);
        }
    }

    [Fact]
    public void Read_FilesAsEditorsLeaveThem_TakesTheLineEndOffWhatIsOneLine()
    {
        var problems = new List<ConfigProblem>();

        var read = Assert.Single(TemplateFiles.Read(
            [KeyValuePair.Create("SignIn/de_at.subject.txt", "Hallo\r\n"), KeyValuePair.Create("SignIn/de-AT.html", "<p>\n"), KeyValuePair.Create("SignIn/de-AT.replyTo.txt", "a@b.example")], problems));

        Assert.Empty(problems);
        Assert.Equal(("de-AT", new TemplateSource("Hallo", "<p>\n", null, "a@b.example")), (read.Locale, read.Source));
    }
}
