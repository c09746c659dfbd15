using System.Text;

namespace DanVanBot.Dialogs;

/// <summary>Makes typed text safe to keep and to show: no control or direction characters, no markup, no broken surrogates.</summary>
public static class TextClean
{
    /// <summary>Line breaks stay (as \n); blanks at both ends go.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n')
                    clean.Append('\n');
            }
            else if (c is '\n' or '\t')
            {
                clean.Append(c == '\t' ? ' ' : c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (!IsUnwanted(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString().Trim();
    }

    private static bool IsUnwanted(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || Markup.IsPrivate(c)
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\uFEFF' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF';
}
