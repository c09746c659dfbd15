namespace DanVanBot.Directives.Reading;

/// <summary>Cuts a text into sentences, clauses and lists without losing a character: every part is a range of the text.</summary>
internal static class Sentences
{
    /// <summary>Sentences: a full stop, question mark or closing dots followed by a capital. "6,5", "1.807", "TT. Huyện" and "v.v." do not end one.</summary>
    public static List<Range> Split(string text) => Cut(text, clauses: false);

    /// <summary>Like <see cref="Split"/>, and also at semicolons.</summary>
    public static List<Range> Clauses(string text) => Cut(text, clauses: true);

    private static List<Range> Cut(string text, bool clauses)
    {
        var parts = new List<Range>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '(' or '“') depth++;
            else if (c is ')' or '”') depth = Math.Max(0, depth - 1);
            var ends = (c == ';' && clauses && depth == 0) || (c is '.' or '!' or '?' or '…' && EndsSentence(text, i));
            if (!ends) continue;
            var end = i + 1;
            while (end < text.Length && text[end] is '"' or '”' or ')' or '.' or '/') end++;
            Add(parts, text, start, end);
            start = end;
            i = end - 1;
            depth = 0;
        }

        Add(parts, text, start, text.Length);
        return parts;
    }

    private static bool EndsSentence(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is '"' or '”' or ')' or '.' or '/') next++;
        if (next >= text.Length) return true;
        if (text[next] != ' ') return false;
        while (next < text.Length && text[next] == ' ') next++;
        if (next >= text.Length) return true;
        if (!(char.IsUpper(text[next]) || char.IsDigit(text[next]) || text[next] is '“' or '"' or '-')) return char.IsLower(text[next]) && WordBefore(text, at).Length > 2 && text[at] == '.' && !IsInitials(WordBefore(text, at));
        var word = WordBefore(text, at);
        // "tháng 4. Sau" ends a sentence, "Điều 4. Phạm vi" does not: a marker has at most a word before it.
        if (word.Length > 0 && word.All(char.IsAsciiDigit)) return text.AsSpan(0, at - word.Length).Trim().IndexOf(' ') >= 0;
        return !IsInitials(word);
    }

    private static string WordBefore(string text, int at)
    {
        var begin = at;
        while (begin > 0 && char.IsLetterOrDigit(text[begin - 1])) begin--;
        return text[begin..at];
    }

    /// <summary>"TT.", "KT.", "P." are abbreviations; "2.", "a." are markers.</summary>
    private static bool IsInitials(string word) => word.Length is > 0 and <= 2 && word.All(c => char.IsUpper(c) || char.IsDigit(c));

    private static void Add(List<Range> parts, string text, int start, int end)
    {
        while (start < end && text[start] == ' ') start++;
        while (end > start && text[end - 1] == ' ') end--;
        if (end > start) parts.Add(start..end);
    }
}
