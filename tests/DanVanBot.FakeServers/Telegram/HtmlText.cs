using System.Globalization;
using System.Text;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>parse_mode HTML: the tags the server knows, nested and closed in order; anything else is its error text in a <see cref="FormatException"/>.</summary>
internal static class HtmlText
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["a"] = "text_link",
        ["b"] = "bold",
        ["strong"] = "bold",
        ["i"] = "italic",
        ["em"] = "italic",
        ["s"] = "strikethrough",
        ["strike"] = "strikethrough",
        ["del"] = "strikethrough",
        ["u"] = "underline",
        ["ins"] = "underline",
        ["tg-spoiler"] = "spoiler",
        ["span"] = "spoiler",
        ["tg-emoji"] = "custom_emoji",
        ["tg-time"] = "date_time",
        ["pre"] = "pre",
        ["code"] = "code",
        ["blockquote"] = "blockquote",
    };

    public static (string Text, List<TextEntity> Entities) Parse(string text)
    {
        var output = new StringBuilder();
        var entities = new List<TextEntity>();
        var open = new Stack<(string Tag, string? Argument, int Offset)>();
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case '&':
                    i += Reference(text, i, output);
                    break;
                case '<' when i + 1 < text.Length && text[i + 1] == '/':
                    i = Close(text, i, output.Length, open, entities);
                    break;
                case '<':
                    i = Open(text, i, output.Length, open);
                    break;
                default:
                    output.Append(text[i++]);
                    break;
            }
        }

        return open.Count > 0
            ? throw new FormatException($"Can't find end tag corresponding to start tag \"{open.Peek().Tag}\"")
            : (output.ToString(), [.. entities.OrderBy(e => e.Offset).ThenByDescending(e => e.Length)]);
    }

    /// <summary>Returns how many characters were read; an unknown reference stays as it is.</summary>
    private static int Reference(string text, int at, StringBuilder output)
    {
        var end = text.IndexOf(';', at);
        var name = end > at && end - at < 12 ? text[(at + 1)..end] : "";
        var known = name switch { "lt" => "<", "gt" => ">", "amp" => "&", "quot" => "\"", _ => Numeric(name) };
        output.Append(known ?? "&");
        return known is null ? 1 : name.Length + 2;
    }

    private static string? Numeric(string name)
    {
        if (name.Length < 2 || name[0] != '#')
        {
            return null;
        }

        var isHex = name[1] is 'x' or 'X';
        return int.TryParse(isHex ? name[2..] : name[1..], isHex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code) ? new Rune(code).ToString() : null;
    }

    private static int Open(string text, int at, int offset, Stack<(string, string?, int)> open)
    {
        var i = at + 1;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '>')
        {
            i++;
        }

        if (i == text.Length)
        {
            throw new FormatException($"Unclosed start tag at byte offset {TextRules.Bytes(text, at)}");
        }

        var tag = text[(at + 1)..i].ToLowerInvariant();
        if (!Tags.ContainsKey(tag))
        {
            throw new FormatException($"Unsupported start tag \"{tag}\" at byte offset {TextRules.Bytes(text, at)}");
        }

        string? argument = null;
        while (true)
        {
            i = SkipSpace(text, i);
            if (i < text.Length && text[i] == '>')
            {
                break;
            }

            i = Attribute(text, i, at, tag, ref argument);
        }

        if (tag == "span" && argument != "tg-spoiler")
        {
            throw new FormatException($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {TextRules.Bytes(text, at)}");
        }

        open.Push((tag, argument, offset));
        return i + 1;
    }

    private static int Attribute(string text, int i, int tagAt, string tag, ref string? argument)
    {
        var nameAt = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or '>' or '/' or '"' or '\''))
        {
            i++;
        }

        var name = text[nameAt..i];
        if (name.Length == 0)
        {
            throw i >= text.Length
                ? new FormatException($"Unclosed start tag at byte offset {TextRules.Bytes(text, tagAt)}")
                : new FormatException($"Empty attribute name in the tag \"{tag}\" at byte offset {TextRules.Bytes(text, tagAt)}");
        }

        i = SkipSpace(text, i);
        if (i >= text.Length)
        {
            throw new FormatException($"Unclosed start tag \"{tag}\" at byte offset {TextRules.Bytes(text, tagAt)}");
        }

        if (text[i] != '=')
        {
            argument = tag == "blockquote" && name == "expandable" ? "expandable" : argument;
            return i;
        }

        i = SkipSpace(text, i + 1);
        if (i >= text.Length)
        {
            throw new FormatException($"Unclosed start tag \"{tag}\" at byte offset {TextRules.Bytes(text, tagAt)}");
        }

        var valueAt = i;
        string value;
        if (text[i] is '"' or '\'')
        {
            var end = text.IndexOf(text[i], i + 1);
            value = end < 0 ? "" : text[(i + 1)..end];
            i = end < 0 ? text.Length : end + 1;
        }
        else
        {
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '-'))
            {
                i++;
            }

            value = text[valueAt..i];
            if (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '>')
            {
                throw new FormatException($"Unexpected end of name token at byte offset {TextRules.Bytes(text, valueAt)}");
            }
        }

        if (i >= text.Length)
        {
            throw new FormatException($"Unclosed start tag at byte offset {TextRules.Bytes(text, tagAt)}");
        }

        argument = (tag, name) switch
        {
            ("a", "href") or ("span", "class") or ("tg-emoji", "emoji-id") => value,
            ("code", "class") when value.StartsWith("language-", StringComparison.Ordinal) => value[9..],
            ("blockquote", "expandable") => "expandable",
            _ => argument,
        };
        return i;
    }

    private static int Close(string text, int at, int offset, Stack<(string Tag, string? Argument, int Offset)> open, List<TextEntity> entities)
    {
        if (open.Count == 0)
        {
            throw new FormatException($"Unexpected end tag at byte offset {TextRules.Bytes(text, at)}");
        }

        var i = at + 2;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != '>')
        {
            i++;
        }

        var name = text[(at + 2)..i].ToLowerInvariant();
        i = SkipSpace(text, i);
        if (i >= text.Length || text[i] != '>')
        {
            throw new FormatException($"Unclosed end tag at byte offset {TextRules.Bytes(text, at)}");
        }

        var (tag, argument, start) = open.Peek();
        if (name.Length > 0 && name != tag)
        {
            throw new FormatException($"Unmatched end tag at byte offset {TextRules.Bytes(text, at)}, expected \"</{tag}>\", found \"</{name}>\"");
        }

        open.Pop();
        var type = tag == "blockquote" && argument is not null ? "expandable_blockquote" : Tags[tag];
        if (offset > start && (type != "text_link" || !string.IsNullOrEmpty(argument)))
        {
            entities.Add(new TextEntity(type, start, offset - start, type == "text_link" ? argument : null));
        }

        return i + 1;
    }

    private static int SkipSpace(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }
}
