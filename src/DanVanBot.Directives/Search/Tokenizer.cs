using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Search;

/// <summary>A run of letters or a number in a composed text.</summary>
/// <param name="Folded">The token without marks, lower-case.</param>
/// <param name="Breaks">True when a sentence or clause ended since the token before: no pair is formed across.</param>
internal readonly record struct Token(int Start, int Length, string Folded, bool IsNumber, bool Breaks)
{
    public int End => Start + Length;
}

internal static class Tokenizer
{
    /// <summary>A word as the index knows it: folded, and with one spelling for "tỉ" and "tỷ", "kĩ" and "kỹ", "quí" and "quý".</summary>
    public static string Key(string word)
    {
        var folded = VietnameseText.Fold(word);
        return folded.Length is 2 or 3 && folded[^1] == 'y' && folded[..^1] is "h" or "k" or "l" or "m" or "s" or "t" or "qu" ? folded[..^1] + "i" : folded;
    }

    /// <summary>A word with its marks in one spelling: "hòa" and "hoà", "uỷ" and "ủy", "kĩ" and "kỹ" are the same. Null when it carries no mark.</summary>
    public static string? Accented(string word)
    {
        if (!VietnameseText.HasMarks(word)) return null;
        var letters = new char[word.Length + 1];
        var found = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var c = VietnameseLetters.Lower(word[i]);
            if (VietnameseLetters.TryGetCell(c, out var vowel, out var tone))
            {
                if (tone > 0) found = tone;
                c = VietnameseLetters.Letter(vowel == 11 ? 5 : vowel, 0);
            }

            letters[i] = c;
        }

        letters[^1] = (char)('0' + found);
        return new string(letters);
    }

    /// <summary>Numbers stay whole with their separators ("1.807", "79,24", "57/72", "07/01/2019").</summary>
    public static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>((text.Length / 5) + 1);
        var breaks = true;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var start = i;
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] is '.' or ',' or '/' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))) i++;
                tokens.Add(new Token(start, i - start, text[start..i], true, breaks));
                breaks = false;
            }
            else if (char.IsLetter(c))
            {
                var start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || VietnameseLetters.IsCombining(text[i]))) i++;
                tokens.Add(new Token(start, i - start, Key(text[start..i]), false, breaks));
                breaks = false;
            }
            else
            {
                if (c is '.' or ';' or ':' or '!' or '?' or '|') breaks = true;
                i++;
            }
        }

        return tokens;
    }
}
