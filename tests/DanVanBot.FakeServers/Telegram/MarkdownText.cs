using System.Text;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>parse_mode MarkdownV2 and the legacy Markdown, as far as bots use them; block quotes of V2 are left out.</summary>
internal static class MarkdownText
{
    private const string Reserved = "_*[]()~`>#+-=|{}.!";

    private static readonly (string Mark, string Type, string Name)[] Marks =
    [
        ("```", "pre", "Pre"), ("__", "underline", "Underline"), ("||", "spoiler", "Spoiler"), ("*", "bold", "Bold"),
        ("_", "italic", "Italic"), ("~", "strikethrough", "Strikethrough"), ("`", "code", "Code"), ("[", "text_link", "TextUrl"),
    ];

    public static (string Text, List<TextEntity> Entities) ParseV2(string text)
    {
        var output = new StringBuilder();
        var entities = new List<TextEntity>();
        var open = new Stack<(string Mark, string Type, string Name, int At, int Offset)>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] <= 126)
            {
                output.Append(text[i + 1]);
                i += 2;
                continue;
            }

            var inCode = open.Count > 0 && open.Peek().Type is "code" or "pre";
            if (inCode ? c != '`' : !Reserved.Contains(c, StringComparison.Ordinal))
            {
                output.Append(c);
                i++;
                continue;
            }

            if (open.Count > 0 && Ends(text, i, open.Peek().Mark))
            {
                var (mark, type, _, _, offset) = open.Pop();
                i += mark == "[" ? 1 : mark.Length;
                string? url = null;
                if (type == "text_link")
                {
                    (url, i) = Url(text, i, output.ToString(offset, output.Length - offset));
                }

                if (output.Length > offset && (type != "text_link" || url!.Length > 0))
                {
                    entities.Add(new TextEntity(type, offset, output.Length - offset, url));
                }

                continue;
            }

            var begin = Array.Find(Marks, m => string.CompareOrdinal(text, i, m.Mark, 0, m.Mark.Length) == 0);
            if (begin.Mark is null || inCode)
            {
                throw new FormatException($"Character '{c}' is reserved and must be escaped with the preceding '\\'");
            }

            open.Push((begin.Mark, begin.Type, begin.Name, TextRules.Bytes(text, i), output.Length));
            i += begin.Mark.Length;
        }

        return open.TryPeek(out var left)
            ? throw new FormatException($"Can't find end of {left.Name} entity at byte offset {left.At}")
            : (output.ToString(), [.. entities.OrderBy(e => e.Offset).ThenByDescending(e => e.Length)]);
    }

    public static (string Text, List<TextEntity> Entities) ParseLegacy(string text)
    {
        var output = new StringBuilder();
        var entities = new List<TextEntity>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is '_' or '*' or '`' or '[')
            {
                output.Append(text[i + 1]);
                i += 2;
                continue;
            }

            if (c is not ('_' or '*' or '`' or '['))
            {
                output.Append(c);
                i++;
                continue;
            }

            var mark = string.CompareOrdinal(text, i, "```", 0, 3) == 0 ? "```" : c == '[' ? "]" : c.ToString();
            var from = i + (mark == "```" ? 3 : 1);
            var end = text.IndexOf(mark, from, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException($"Can't find end of the entity starting at byte offset {TextRules.Bytes(text, i)}");
            }

            var content = text[from..end];
            var offset = output.Length;
            output.Append(content);
            i = end + mark.Length;
            string? url = null;
            if (c == '[')
            {
                (url, i) = Url(text, i, content);
            }

            var type = (mark, c) switch { ("```", _) => "pre", (_, '_') => "italic", (_, '*') => "bold", (_, '`') => "code", _ => "text_link" };
            if (content.Length > 0)
            {
                entities.Add(new TextEntity(type, offset, content.Length, url));
            }
        }

        return (output.ToString(), entities);
    }

    private static bool Ends(string text, int at, string mark) => mark switch
    {
        "[" => text[at] == ']',
        "_" => text[at] == '_' && (at + 1 >= text.Length || text[at + 1] != '_'),
        _ => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0,
    };

    private static (string Url, int Next) Url(string text, int at, string fallback)
    {
        if (at >= text.Length || text[at] != '(')
        {
            return (fallback, at);
        }

        var end = text.IndexOf(')', at);
        return end < 0
            ? throw new FormatException($"Can't find end of a URL at byte offset {TextRules.Bytes(text, at + 1)}")
            : (text[(at + 1)..end].Replace("\\", "", StringComparison.Ordinal), end + 1);
    }
}
