namespace DanVanBot.Directives.Reading;

/// <summary>
/// Recognises Vietnamese written for fonts of before Unicode (TCVN3, VNI): letters that Vietnamese has not, and none that only it has.
/// It is refused and not converted: in TCVN3 capitals are a matter of the font, which a text does not keep.
/// </summary>
internal static class OldFontCodes
{
    private const string VietnameseInLatin1 = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý«»°²³§·–×±½";

    public static bool AreIn(string text)
    {
        int letters = 0, foreign = 0;
        foreach (var c in text)
        {
            // Letters with two marks, and ư, ơ, đ, ă: no such text is in an old code.
            if (c is (>= '\u1EA0' and <= '\u1EF9') or 'ư' or 'ơ' or 'đ' or 'Đ' or (>= '\u0300' and <= '\u036F')) return false;
            if (char.IsLetter(c)) letters++;
            if (c is >= '\u00A1' and <= '\u00FF' && !VietnameseInLatin1.Contains(c, StringComparison.Ordinal)) foreign++;
        }

        return letters > 100 && foreign > letters * .04;
    }
}
