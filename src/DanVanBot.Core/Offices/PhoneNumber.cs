namespace DanVanBot.Core.Offices;

/// <summary>Telephone numbers of Viet Nam as people type them.</summary>
public static class PhoneNumber
{
    /// <summary>
    /// Digits from 0 on (mobile: ten digits from 03, 05, 07, 08, 09; fixed: eleven digits from 02), or null. Takes +84, 84 and 0084 for the 0, and blanks, dots, dashes
    /// and brackets between digits.
    /// </summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 40)
            return null;
        Span<char> digits = stackalloc char[16];
        var count = 0;
        for (var i = 0; i < typed.Length; i++)
        {
            var c = typed[i];
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length)
                    return null;
                digits[count++] = c;
            }
            else if (c is not (' ' or '.' or '-' or '(' or ')' or '/' or '\u00A0') && !(c == '+' && count == 0))
            {
                return null;
            }
        }

        var text = new string(digits[..count]);
        if (text.StartsWith("0084", StringComparison.Ordinal))
            text = "0" + text[4..].TrimStart('0');
        else if (text.StartsWith("84", StringComparison.Ordinal) && text.Length >= 11)
            text = "0" + text[2..].TrimStart('0');
        var isMobile = text.Length == 10 && text[0] == '0' && text[1] is '3' or '5' or '7' or '8' or '9';
        var isFixed = text.Length == 11 && text.StartsWith("02", StringComparison.Ordinal);
        return isMobile || isFixed ? text : null;
    }

    /// <summary>As it is read aloud: 0912 345 678, 0255 3822 822.</summary>
    public static string Spoken(string digits) => digits.Length switch
    {
        10 => $"{digits[..4]} {digits[4..7]} {digits[7..]}",
        11 => $"{digits[..4]} {digits[4..8]} {digits[8..]}",
        _ => digits,
    };
}
