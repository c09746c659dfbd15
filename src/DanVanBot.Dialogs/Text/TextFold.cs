using System.Text;

namespace DanVanBot.Dialogs;

/// <summary>
/// Vietnamese without its marks, by a fixed table: the same on every machine, with or without ICU,
/// for composed and decomposed input. It is for comparing, never for showing.
/// </summary>
public static class TextFold
{
    // Rows: plain letter, then its forms: level, grave, hook, tilde, acute, dot, for each of its bases.
    private static readonly (char Plain, string Forms)[] Rows =
    [
        ('a', "aàảãáạ"), ('a', "ăằẳẵắặ"), ('a', "âầẩẫấậ"),
        ('e', "eèẻẽéẹ"), ('e', "êềểễếệ"),
        ('i', "iìỉĩíị"),
        ('o', "oòỏõóọ"), ('o', "ôồổỗốộ"), ('o', "ơờởỡớợ"),
        ('u', "uùủũúụ"), ('u', "ưừửữứự"),
        ('y', "yỳỷỹýỵ"),
        ('d', "dđ"),
    ];

    private static readonly Dictionary<char, Letter> Letters = Build();

    /// <summary>Lower case, no marks, blanks single, punctuation as blanks: the key of a phrase.</summary>
    public static string Plain(string text) => Join(text, toned: false);

    /// <summary>
    /// Like <see cref="Plain"/> but with the marks, in one canonical spelling: "hoả" and "hỏa" are the same,
    /// "cháy" and "chạy" are not. Only comparable with another toned key.
    /// </summary>
    public static string Toned(string text) => Join(text, toned: true);

    /// <summary>Whether the text has any Vietnamese mark, so that an unmarked word in it was meant unmarked.</summary>
    public static bool HasMarks(string text)
    {
        foreach (char c in text)
        {
            if (IsCombining(c) || (Letters.TryGetValue(Lower(c), out Letter l) && l.Marked))
                return true;
        }

        return false;
    }

    private static string Join(string text, bool toned)
    {
        StringBuilder key = new(text.Length);
        char tone = '\0';
        bool inWord = false;
        foreach (char raw in text)
        {
            char c = Lower(raw);
            if (IsCombining(c))
            {
                Combine(key, c, toned, ref tone);
                continue;
            }

            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c))
            {
                EndWord(key, ref tone);
                inWord = false;
                continue;
            }

            if (!inWord && key.Length > 0)
                key.Append(' ');
            inWord = true;
            if (!Letters.TryGetValue(c, out Letter letter))
            {
                key.Append(c);
                continue;
            }

            key.Append(toned ? letter.Base : letter.Plain);
            if (toned && letter.Tone > 0)
                tone = (char)('0' + letter.Tone);
        }

        EndWord(key, ref tone);
        return key.ToString();
    }

    private static void EndWord(StringBuilder key, ref char tone)
    {
        if (tone != '\0')
            key.Append('~').Append(tone);
        tone = '\0';
    }

    /// <summary>A combining mark changes the letter before it (circumflex, breve, horn) or the word's tone.</summary>
    private static void Combine(StringBuilder key, char mark, bool toned, ref char tone)
    {
        if (!toned || key.Length == 0)
            return;
        int t = "\u0300\u0309\u0303\u0301\u0323".IndexOf(mark, StringComparison.Ordinal);
        if (t >= 0)
        {
            tone = (char)('1' + t);
            return;
        }

        key[^1] = (mark, key[^1]) switch
        {
            ('\u0302', 'a') => 'â',
            ('\u0302', 'e') => 'ê',
            ('\u0302', 'o') => 'ô',
            ('\u0306', 'a') => 'ă',
            ('\u031B', 'o') => 'ơ',
            ('\u031B', 'u') => 'ư',
            (_, var same) => same,
        };
    }

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036F';

    private static char Lower(char c) => char.ToLowerInvariant(c);

    private static Dictionary<char, Letter> Build()
    {
        Dictionary<char, Letter> map = [];
        foreach ((char plain, string forms) in Rows)
        {
            for (int i = 0; i < forms.Length; i++)
            {
                // đ is a letter of its own, not a tone of d.
                Letter letter = plain == 'd' ? new Letter('d', forms[i], 0) : new Letter(plain, forms[0], i);
                map[forms[i]] = letter;
                map[char.ToUpperInvariant(forms[i])] = letter; // where ICU is absent, ToLowerInvariant may not know them
            }
        }

        return map;
    }

    private readonly record struct Letter(char Plain, char Base, int Tone)
    {
        public bool Marked => Tone > 0 || Base != Plain;
    }
}
