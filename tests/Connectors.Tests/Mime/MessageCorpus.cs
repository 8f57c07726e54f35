using System.Text;

namespace EmailPlatform.Connectors.Mime;

/// <summary>Messages in many scripts and of many shapes, the same ones in every run.</summary>
internal static class MessageCorpus
{
    public static readonly string[] Phrases =
    [
        "Your code is 123456",
        "Żółć gęślą jaźń",
        "Größe, Füße & Straße",
        "Voilà l'été à Besançon",
        "Ваш код подтверждения: 123456",
        "Ο κωδικός σας είναι 123456",
        "הקוד שלך הוא 123456",
        "رمز التحقق الخاص بك هو 123456",
        "आपका सत्यापन कोड 123456 है",
        "รหัสยืนยันของคุณคือ 123456",
        "您的验证码是 123456",
        "認証コードは 123456 です",
        "인증 코드는 123456입니다",
        "தமிழ் எழுத்துக்கள் நீளமாக",
        "ភាសាខ្មែរ លេខកូដ",
        "Հայերեն ծածկագիր",
        "ქართული კოდი",
        "አማርኛ ኮድ",
        "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 👍🏽 thumb 🇩🇪",
        "e\u0301 combining o\u0308\u0323 marks",
        "𝔐𝔞𝔱𝔥 and 𠜎 beyond the BMP",
        "Mixed: Ünï, код, 码, 🙂, end",
    ];

    private static readonly string[] Names =
    [
        "Ada", "Lovelace, Ada", "Ada \"the first\" Lovelace", "back\\slash", "O'Brien (dev) [x]", "Acme Inc.", "a;b:c@d.example <x>",
        "=?utf-8?Q?not_encoded?=", "double  blank", "a=?b", "Ünal & Söhne", "Ада Лавлейс", "山田 太郎", "👩‍👩‍👧‍👦", "שלום עולם",
        "A very long plain name that does not fit on one line of a header whatever one does with it",
        "Ein sehr langer Name mit Umlauten wie ä, ö und ü, der ganz sicher über mehrere kodierte Wörter gehen muss, wirklich",
    ];

    private static readonly string[] Subjects =
    [
        "", " leading", "trailing ", "double  blank inside", "=?utf-8?B?aGk=?=", "looks =? like", "a:b;c,d<e>\"f\"\\g", "???___===",
        string.Join(' ', Enumerable.Repeat("word", 80)),
        string.Join(' ', Enumerable.Repeat("long  gap", 30)),
        new string('x', 300),
        new string('x', 66) + " " + new string('y', 80),
        string.Concat(Enumerable.Repeat("Ж", 300)),
        string.Concat(Enumerable.Repeat("漢字", 150)),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 20)),
        string.Concat(Enumerable.Repeat("aé", 200)),
        "z" + string.Concat(Enumerable.Repeat("\u0301", 80)),
    ];

    private static readonly string[] Bodies =
    [
        "", "one line", "two\r\nlines\r\n", "unix\nlines\n", "old mac\rlines\r", "mixed\r\nunix\nmac\r\r\n\n\rend", "\r\n\r\n\r\n", "\n", "\r",
        "trailing blank \nand tab\t\n \n\t\nend ", ".\n..\n...\n.hidden\n", "From here\nFrom there\n>From quoted", "=20 is =C3=A4\n=\n==",
        "--=_1\n--=_2\r\n----\n--", "\ttabs\tinside", "form\ffeed \u001b[1mescape\u001b[0m \u007f bell\a", "half \uD83D pair",
        new string('a', 5000), new string('ж', 5000), string.Concat(Enumerable.Repeat("<td style=\"x\">cell</td>", 200)),
        string.Join('\n', Enumerable.Repeat(new string('b', 75), 5)), string.Join('\n', Enumerable.Range(70, 12).Select(length => new string('ä', 1) + new string('c', length))),
        string.Join('\n', Enumerable.Range(70, 12).Select(length => "ä" + new string('c', length) + " ")),
        string.Concat(Enumerable.Repeat("=", 200)), "ä" + new string('.', 300), "ä " + string.Concat(Enumerable.Repeat("From ", 60)),
        string.Join("\r\n", Enumerable.Repeat(".", 50)), "ends in CRLF\r\n", "ä\r", "ä\n\n", "漢\r\n字\r漢\n字",
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 300)),
    ];

    public static IEnumerable<MimeMessage> Messages()
    {
        var number = 0;
        MimeMessage Next(string subject, string? text = null, string? html = null) => new(
            Mailbox.Parse("sender@example.com"), EmailAddress.Parse("ada@example.net"), subject, $"<m{++number}@example.com>",
            new DateTimeOffset(2026, 11, 20, 12, 37, number % 60, TimeSpan.Zero), text, html);

        foreach (var phrase in Phrases)
        {
            yield return Next(phrase, phrase);
            yield return Next(phrase, phrase, $"<p>{phrase}</p>");
            yield return Next(phrase, null, $"<!doctype html>\n<p>{phrase}</p>\n") with { From = new(EmailAddress.Parse("sender@example.com"), phrase) };
            yield return Next("file", phrase) with { Attachments = [new(phrase + ".pdf", "application/pdf", Encoding.UTF8.GetBytes(phrase))] };
            yield return Next(string.Join(' ', Enumerable.Repeat(phrase, 12)), string.Join(' ', Enumerable.Repeat(phrase, 40)));
            yield return Next("header", "x") with { Headers = [new("X-Note", phrase), new("X-Long", string.Join(" - ", Enumerable.Repeat(phrase, 9)))] };
        }

        foreach (var name in Names)
        {
            yield return Next("name", "x") with { From = new(EmailAddress.Parse("sender@example.com"), name), ReplyTo = new(EmailAddress.Parse("reply@example.com"), name) };
        }

        foreach (var subject in Subjects)
        {
            yield return Next(subject, "x");
        }

        foreach (var body in Bodies)
        {
            yield return Next("text", body);
            yield return Next("html", null, body);
            yield return Next("both", body, body);
            yield return Next("attached", body, body) with { Attachments = Files() };
        }

        foreach (var name in Names.Concat(Subjects).Where(name => name.Trim().Length is > 0 and < 250))
        {
            yield return Next("names of files", "x") with { Attachments = [new(name, "application/octet-stream", new byte[] { 1 })] };
        }

        foreach (var special in Special(Next))
        {
            yield return special;
        }
    }

    private static IEnumerable<MimeMessage> Special(Func<string, string?, string?, MimeMessage> next)
    {
        var longAddress = EmailAddress.Parse($"{new string('a', 64)}@{new string('b', 63)}.{new string('c', 63)}.example");
        yield return next("nothing", null, null);
        yield return next("long addresses", "x", null) with { From = new(longAddress, "Ada"), To = longAddress, ReplyTo = new(longAddress, "Ада") };
        yield return next("IDN", "x", null) with { From = Mailbox.Parse("Ä <post@münchen.de>"), To = EmailAddress.Parse("post@почта.рф") };
        yield return next("SMTPUTF8", "x", null) with { From = Mailbox.Parse("Ä <pöst@münchen.de>"), To = EmailAddress.Parse("иван@почта.рф") };
        yield return next("quoted local part", "x", null) with { To = EmailAddress.Parse("\"john..doe\"@example.com") };
        yield return next("only files", null, null) with { Attachments = Files() };
        yield return next("inline without HTML", "text", null) with { Attachments = Files() };
        yield return next("inline only", null, "<img src=\"cid:logo@x\">") with { Attachments = Files()[..1] };
        yield return next("many headers", "x", null) with
        {
            Headers =
            [
                new("List-Unsubscribe", "<https://example.com/unsubscribe?token=" + new string('t', 200) + ">, <mailto:unsubscribe@example.com>"),
                new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                new("References", string.Join(' ', Enumerable.Range(0, 20).Select(i => $"<message-{i}@example.com>"))),
                new("In-Reply-To", "<message-1@example.com>"),
                new("Auto-Submitted", "auto-generated"),
                new("X-Same", "one"),
                new("X-Same", "two"),
                new("X-Empty", ""),
                new("X-Long", new string('v', 1500)),
            ],
        };
        var octets = new byte[100_000];
        new Random(7).NextBytes(octets);
        foreach (var length in (int[])[0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 4095, 4096, 100_000])
        {
            yield return next("sizes", "x", null) with { Attachments = [new("data.bin", "application/octet-stream", octets.AsMemory(0, length))] };
        }
    }

    private static Attachment[] Files() =>
    [
        new("logo.png", "image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 13, 10, 26, 10 }, "logo@x"),
        new("Rechnung Größe.pdf", "application/pdf; x=\"a b\"", "%PDF\r\n--=_\n.\r"u8.ToArray()),
        new("table.csv", "text/csv; charset=utf-8; header=present", "ä;b\nc;d\n"u8.ToArray()),
    ];
}
