using System.Text;

namespace DanVanBot.Directives.Text;

/// <summary>Undoes Telex and VNI typing that an input method left as it was ("baos caos", "ba1o ca1o").</summary>
public static class Telex
{
    private const string ToneKeys = "fsrxj";
    private const string VniTones = "21345";

    /// <summary>The composed syllable, or null when <paramref name="word"/> is no Telex or VNI spelling of one.</summary>
    public static string? Decode(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length is < 2 or > 10 || VietnameseText.HasMarks(word)) return null;
        var vni = word.Any(char.IsAsciiDigit);
        if (vni && !char.IsAsciiLetter(word[0])) return null;
        var letters = new StringBuilder();
        var tone = 0;
        var changed = false;
        foreach (var raw in word)
        {
            var c = VietnameseLetters.Lower(raw);
            if (!char.IsAsciiLetterOrDigit(c)) return null;
            if (vni ? ApplyVni(letters, c, ref tone) : ApplyTelex(letters, c, ref tone)) changed = true;
            else if (char.IsAsciiDigit(c)) return null;
            else letters.Append(c);
        }

        if (!changed) return null;
        if (tone > 0 && !PlaceTone(letters, tone)) return null;
        return letters.ToString();
    }

    /// <summary>The Telex keys of a composed syllable, tone last: for tests and for showing how a word is typed.</summary>
    public static string Encode(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var result = new StringBuilder();
        var tone = 0;
        foreach (var raw in word)
        {
            var c = VietnameseLetters.Lower(raw);
            if (c == 'đ')
            {
                result.Append("dd");
                continue;
            }

            if (!VietnameseLetters.TryGetCell(c, out var vowel, out var t))
            {
                result.Append(c);
                continue;
            }

            if (t > 0) tone = t;
            result.Append(vowel switch { 0 => "a", 1 => "aw", 2 => "aa", 3 => "e", 4 => "ee", 5 => "i", 6 => "o", 7 => "oo", 8 => "ow", 9 => "u", 10 => "uw", _ => "y" });
        }

        if (tone > 0) result.Append(ToneKeys[tone - 1]);
        return result.ToString();
    }

    private static bool ApplyTelex(StringBuilder letters, char c, ref int tone)
    {
        var key = ToneKeys.IndexOf(c, StringComparison.Ordinal);
        if (key >= 0 && letters.Length > 0 && HasVowel(letters))
        {
            tone = key + 1;
            return true;
        }

        if (c == 'd' && letters.Length > 0 && letters[0] == 'd')
        {
            letters[0] = 'đ';
            return true;
        }

        if (c is 'a' or 'e' or 'o' && Replace(letters, c, '\u0302')) return true;
        if (c == 'w')
        {
            // "uow" makes both horns; "aw" a breve.
            for (var i = letters.Length - 1; i >= 0; i--)
            {
                if (letters[i] == 'o' && i > 0 && letters[i - 1] == 'u')
                {
                    letters[i] = 'ơ';
                    letters[i - 1] = 'ư';
                    return true;
                }

                if (letters[i] is 'o' or 'u' or 'a')
                {
                    letters[i] = letters[i] switch { 'o' => 'ơ', 'u' => 'ư', _ => 'ă' };
                    return true;
                }
            }
        }

        return false;
    }

    private static bool ApplyVni(StringBuilder letters, char c, ref int tone)
    {
        var key = VniTones.IndexOf(c, StringComparison.Ordinal);
        if (key >= 0 && HasVowel(letters))
        {
            tone = key + 1;
            return true;
        }

        if (c == '6') return Replace(letters, 'a', '\u0302') || Replace(letters, 'e', '\u0302') || Replace(letters, 'o', '\u0302');
        if (c == '7')
        {
            var o = Replace(letters, 'o', '\u031B');
            return Replace(letters, 'u', '\u031B') || o;
        }

        if (c == '8') return Replace(letters, 'a', '\u0306');
        if (c == '9' && letters.Length > 0 && letters[0] == 'd')
        {
            letters[0] = 'đ';
            return true;
        }

        return false;
    }

    private static bool Replace(StringBuilder letters, char letter, char mark)
    {
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            if (letters[i] != letter) continue;
            letters[i] = VietnameseLetters.Combine(letter, mark);
            return true;
        }

        return false;
    }

    private static bool HasVowel(StringBuilder letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            if (VietnameseLetters.TryGetCell(letters[i], out _, out _)) return true;
        }

        return false;
    }

    /// <summary>The tone goes on the marked vowel, else on the one before the last of the vowels (or the last when a consonant follows).</summary>
    private static bool PlaceTone(StringBuilder letters, int tone)
    {
        int first = -1, last = -1, marked = -1;
        for (var i = 0; i < letters.Length; i++)
        {
            if (!VietnameseLetters.TryGetCell(letters[i], out var vowel, out _)) continue;
            // The u of "qu" and the i of "gi" before a vowel belong to the consonant.
            if (i == 1 && ((letters[0] == 'q' && letters[1] == 'u') || (letters[0] == 'g' && letters[1] == 'i')) && i + 1 < letters.Length && VietnameseLetters.TryGetCell(letters[i + 1], out _, out _)) continue;
            // Vowels with a consonant between them are no syllable.
            if (last >= 0 && i != last + 1) return false;
            if (first < 0) first = i;
            last = i;
            if (vowel is 1 or 2 or 4 or 7 or 8 or 10) marked = i;
        }

        if (last < 0) return false;
        var count = last - first + 1;
        var at = marked >= 0 ? marked : count == 1 ? last : count == 2 ? (last + 1 < letters.Length ? last : first) : last - 1;
        VietnameseLetters.TryGetCell(letters[at], out var v, out _);
        letters[at] = VietnameseLetters.Letter(v, tone);
        return true;
    }
}
