namespace DanVanBot.Directives.Text;

/// <summary>
/// The Vietnamese letters as a fixed grid of 12 vowels and 6 tones. <c>string.Normalize</c> and culture-aware casing are not used anywhere:
/// without ICU they silently return the text unchanged.
/// </summary>
internal static class VietnameseLetters
{
    // Order of vowels: a ă â e ê i o ô ơ u ư y. Order of tones: none, grave, acute, hook, tilde, dot below.
    private static readonly string[] LowerRows =
    [
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
        "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
    ];

    private static readonly string[] UpperRows =
    [
        "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ",
        "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ",
    ];

    private const string BaseOfVowel = "aaaeeiooouuy";
    private const string Tones = "\u0300\u0301\u0309\u0303\u0323";
    private const char Circumflex = '\u0302';
    private const char Breve = '\u0306';
    private const char Horn = '\u031B';

    private static readonly char[] FoldOf = new char[0x1F00];
    private static readonly char[] LowerOf = new char[0x1F00];
    private static readonly byte[] CellOf = new byte[0x1F00];
    private static readonly bool[] IsUpperCell = new bool[0x1F00];

    static VietnameseLetters()
    {
        for (var i = 0; i < FoldOf.Length; i++)
        {
            LowerOf[i] = char.ToLowerInvariant((char)i);
            FoldOf[i] = LowerOf[i];
        }

        for (var vowel = 0; vowel < 12; vowel++)
        {
            for (var tone = 0; tone < 6; tone++)
            {
                Register(LowerRows[vowel][tone], vowel, tone, upper: false);
                Register(UpperRows[vowel][tone], vowel, tone, upper: true);
            }
        }

        FoldOf['đ'] = FoldOf['Đ'] = 'd';
        LowerOf['Đ'] = 'đ';
        // Eth looks like đ in many fonts and comes out of some keyboards and PDF fonts.
        FoldOf['Ð'] = FoldOf['ð'] = 'd';

        void Register(char letter, int vowel, int tone, bool upper)
        {
            CellOf[letter] = (byte)(1 + (vowel * 6) + tone);
            IsUpperCell[letter] = upper;
            FoldOf[letter] = BaseOfVowel[vowel];
            LowerOf[letter] = LowerRows[vowel][tone];
        }
    }

    public static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036F';

    public static char Fold(char c) => c < FoldOf.Length ? FoldOf[c] : char.ToLowerInvariant(c);

    public static char Lower(char c) => c < LowerOf.Length ? LowerOf[c] : char.ToLowerInvariant(c);

    /// <summary>True when the letter carries a tone, a hat, a breve, a horn or a bar.</summary>
    public static bool IsMarked(char c)
    {
        if (c is 'đ' or 'Đ') return true;
        if (c >= CellOf.Length || CellOf[c] == 0) return false;
        var cell = CellOf[c] - 1;
        return cell % 6 != 0 || (cell / 6) is 1 or 2 or 4 or 7 or 8 or 10;
    }

    /// <summary>Adds one combining mark to a letter that may carry others already, in whatever order they come; '\0' when there is no such letter.</summary>
    public static char Combine(char letter, char mark)
    {
        if (letter >= CellOf.Length || CellOf[letter] == 0) return '\0';
        var cell = CellOf[letter] - 1;
        int vowel = cell / 6, tone = cell % 6;
        // U+0340 and U+0341 are canonical doubles of grave and acute.
        if (mark == '\u0340') mark = '\u0300';
        if (mark == '\u0341') mark = '\u0301';
        var newTone = Tones.IndexOf(mark, StringComparison.Ordinal);
        if (newTone >= 0)
        {
            if (tone != 0) return '\0';
            tone = newTone + 1;
        }
        else
        {
            var changed = (vowel, mark) switch
            {
                (0, Breve) => 1,
                (0, Circumflex) => 2,
                (3, Circumflex) => 4,
                (6, Circumflex) => 7,
                (6, Horn) => 8,
                (9, Horn) => 10,
                _ => -1,
            };
            if (changed < 0) return '\0';
            vowel = changed;
        }

        return IsUpperCell[letter] ? UpperRows[vowel][tone] : LowerRows[vowel][tone];
    }

    public static bool TryGetCell(char letter, out int vowel, out int tone)
    {
        var known = letter < CellOf.Length && CellOf[letter] != 0;
        vowel = known ? (CellOf[letter] - 1) / 6 : -1;
        tone = known ? (CellOf[letter] - 1) % 6 : -1;
        return known;
    }

    public static char Letter(int vowel, int tone) => LowerRows[vowel][tone];
}
