using System.Text;

namespace DanVanBot.Dialogs;

/// <summary>
/// Marks of emphasis inside rendered text: private-use characters, which only the block helpers write.
/// Every value is stripped of them first, so what a person typed can never become markup.
/// </summary>
internal static class Markup
{
    private const char First = '\uE000';
    private const char Last = '\uF8FF';

    public static char Open(SpanKind kind) => (char)(First + (2 * (int)kind));

    public static char Close(SpanKind kind) => (char)(First + (2 * (int)kind) + 1);

    public static bool IsPrivate(char c) => c is >= First and <= Last;

    public static string Strip(string text)
    {
        int i = 0;
        while (i < text.Length && !IsPrivate(text[i]))
            i++;
        if (i == text.Length)
            return text;
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (!IsPrivate(c))
                clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>
    /// Text and spans of a rendered template. Outside quotations, blanks at line ends and runs of empty lines,
    /// which conditional blocks leave behind, are removed; a quotation stays as it is, character for character.
    /// </summary>
    public static (string Text, IReadOnlyList<TextSpan> Spans) Read(string marked)
    {
        StringBuilder text = new(marked.Length);
        List<(SpanKind Kind, int Offset)> open = [];
        List<TextSpan> spans = [];
        int quotes = 0;
        int keep = 0; // nothing before this point may be trimmed: it is quoted
        foreach (char c in marked)
        {
            if (IsPrivate(c))
            {
                SpanKind kind = (SpanKind)((c - First) / 2);
                bool opens = (c - First) % 2 == 0;
                if (opens)
                {
                    open.Add((kind, text.Length));
                    quotes += kind == SpanKind.Quote ? 1 : 0;
                    continue;
                }

                int at = open.FindLastIndex(o => o.Kind == kind);
                if (at < 0)
                    continue;
                spans.Add(new TextSpan(open[at].Offset, text.Length - open[at].Offset, kind));
                open.RemoveAt(at);
                if (kind == SpanKind.Quote)
                {
                    quotes--;
                    keep = text.Length;
                }
            }
            else if (c == '\r')
            {
                continue;
            }
            else if (quotes == 0 && c == '\n')
            {
                TrimBlanks(text, keep);
                if (text.Length > 0 && !EndsWithEmptyLine(text))
                    text.Append(c);
            }
            else
            {
                text.Append(c);
            }
        }

        while (text.Length > keep && char.IsWhiteSpace(text[^1]))
            text.Length--;
        string result = text.ToString();
        return (result, [.. spans
            .Select(s => Clamp(s, result.Length))
            .Where(s => s.Length > 0)
            .OrderBy(s => s.Offset).ThenByDescending(s => s.Length)]);
    }

    private static TextSpan Clamp(TextSpan s, int length)
    {
        int from = Math.Min(s.Offset, length);
        return s with { Offset = from, Length = Math.Min(s.Offset + s.Length, length) - from };
    }

    private static void TrimBlanks(StringBuilder text, int keep)
    {
        while (text.Length > keep && (text[^1] is ' ' or '\t'))
            text.Length--;
    }

    private static bool EndsWithEmptyLine(StringBuilder text) => text.Length > 1 && text[^1] == '\n' && text[^2] == '\n';
}
