using System.Text;

namespace DanVanBot.Directives.Text;

/// <summary>
/// Text functions that are the same with and without ICU: fixed tables, ordinal throughout, safe for any UTF-16 input (unpaired surrogates included).
/// </summary>
public static class VietnameseText
{
    /// <summary>
    /// Lower case without Vietnamese marks: "Đảng ủy" becomes "dang uy", in composed and decomposed form alike. Folding twice changes nothing.
    /// For composed input the result has the same length, so offsets stay valid.
    /// </summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!VietnameseLetters.IsCombining(c)) result.Append(VietnameseLetters.Fold(c));
        }

        return result.ToString();
    }

    /// <summary>Lower case that keeps the marks; the same length as the input.</summary>
    public static string Lower(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = VietnameseLetters.Lower(source[i]);
        });
    }

    /// <summary>Composes decomposed Vietnamese letters, whatever the order of their marks. Other scripts are left as they are.</summary>
    public static string ToNfc(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = 0;
        while (first < text.Length && !VietnameseLetters.IsCombining(text[first])) first++;
        if (first == text.Length) return text;

        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (result.Length > 0 && VietnameseLetters.IsCombining(c))
            {
                var combined = VietnameseLetters.Combine(result[^1], c);
                if (combined != '\0')
                {
                    result[^1] = combined;
                    continue;
                }
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>
    /// What a person can see: composed, without control, bidirectional, zero-width and private-use characters or halves of surrogate pairs;
    /// line ends are "\n" and odd spaces plain ones. Emoji stay.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var point = char.ConvertToUtf32(c, text[i + 1]);
                i++;
                // Tags, variation selectors supplement and the private planes carry nothing a reader sees.
                if (point < 0xE0000) result.Append(char.ConvertFromUtf32(point));
                continue;
            }

            if (c == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n') result.Append('\n');
            }
            else if (IsLineBreak(c)) result.Append('\n');
            else if (IsSpace(c)) result.Append(' ');
            else if (!IsInvisible(c)) result.Append(c);
        }

        return ToNfc(result.ToString());
    }

    /// <summary>Runs of white space become one space; none at the ends.</summary>
    public static string CollapseSpaces(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                pending = result.Length > 0;
                continue;
            }

            if (pending) result.Append(' ');
            pending = false;
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>True when at least one letter carries a Vietnamese mark: only then can accents be held against a reading.</summary>
    public static bool HasMarks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var c in text)
        {
            if (VietnameseLetters.IsMarked(c) || VietnameseLetters.IsCombining(c)) return true;
        }

        return false;
    }

    internal static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF' or '\uFFFC' or '\uFFFE' or '\uFFFF'
        || c is >= '\u200B' and <= '\u200F'
        || c is >= '\u202A' and <= '\u202E'
        || c is >= '\u2060' and <= '\u206F'
        || c is >= '\uE000' and <= '\uF8FF'
        || c is >= '\uFE00' and <= '\uFE0F'
        || c is >= '\uFDD0' and <= '\uFDEF'
        || char.IsSurrogate(c)
        || (char.IsControl(c) && c is not ('\n' or '\t'));

    internal static bool IsLineBreak(char c) => c is '\n' or '\u0085' or '\u2028' or '\u2029' or '\f' or '\v';

    internal static bool IsSpace(char c) => c is ' ' or '\t' or '\u00A0' or '\u1680' or '\u3000' or '\u202F' or '\u205F' || c is >= '\u2000' and <= '\u200A';
}
