using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EmailPlatform.Server.Promotions;

/// <summary>
/// Configurations as YAML 1.2 with its core schema, which JSON is a part of. Nothing of what YAML can besides is let in: no
/// tags, anchors or aliases, by which a short text becomes an endless one.
/// </summary>
internal static class YamlText
{
    // As JSON in requests is bounded.
    private const int Deepest = 16;

    /// <summary>The one document of a text; <c>null</c> with words for people when it is none.</summary>
    public static JsonNode? Read(string text, out string? problem)
    {
        problem = null;
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            var node = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return node;
        }
        catch (YamlException exception)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"Line {exception.Start.Line}, column {exception.Start.Column}: {exception.Message}");
            return null;
        }
    }

    public static string Write(JsonObject document)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static JsonNode? Node(Parser parser, int depth)
    {
        if (depth > Deepest)
        {
            throw new YamlException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, $"Deeper than {Deepest}.");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false } or AnchorAlias)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, "Tags, anchors and aliases are not read.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return Value(scalar);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Node(parser, depth + 1));
            }

            return list;
        }

        parser.Consume<MappingStart>();
        var holder = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            if (!holder.TryAdd(name.Value, Node(parser, depth + 1)))
            {
                throw new YamlException(name.Start, name.End, $"'{name.Value}' is there twice.");
            }
        }

        return holder;
    }

    /// <summary>What is not quoted may be a number, a truth value or nothing (YAML 1.2.2, 10.3.2).</summary>
    private static JsonNode? Value(Scalar scalar) => scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : scalar.Value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        // As JSON that was read, so that whoever asks for a small number of it gets one.
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
        var text when IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        var text => JsonValue.Create(text),
    };

    private static bool IsNumber(string text) => text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E');

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject holder:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, holder.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, value) in holder)
                {
                    emitter.Emit(Text(name));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var element in list)
                {
                    Emit(emitter, element);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(node?.GetValueKind() == JsonValueKind.String
                    ? Text(node.GetValue<string>())
                    : new Scalar(AnchorName.Empty, TagName.Empty, node?.ToJsonString() ?? "null", ScalarStyle.Plain, true, false));
                break;
        }
    }

    /// <summary>Lines as a person would write them, where nothing of them gets lost so; else quoted, every odd character by its number.</summary>
    private static Scalar Text(string text)
    {
        var style = IsPlain(text) ? ScalarStyle.Plain : IsBlock(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, style == ScalarStyle.Plain, style != ScalarStyle.Plain);
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@')
        && Value(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, true, false))?.GetValueKind() == JsonValueKind.String;

    // A first line that is indented, and blanks at the ends of lines, are what readers of blocks disagree on.
    private static bool IsBlock(string text) =>
        text.Contains('\n')
        && text[0] is not (' ' or '\n')
        && text.All(c => c is '\n' or (>= ' ' and <= '~') or (>= '\u00A1' and <= '\u1FFF'))
        && text.Split('\n').All(line => !line.EndsWith(' '));
}
