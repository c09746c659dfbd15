using System.Globalization;

namespace DanVanBot.Dialogs;

/// <summary>An answer that was read, or the reason (a phrase key after "misfit-") why it was not.</summary>
internal readonly record struct SlotReading(SlotValue? Value, string? Reason)
{
    public static SlotReading Of(SlotType type, string value, string label) => new(new SlotValue(type, value, label, []), null);

    public static SlotReading Misfit(string reason) => new(null, reason);
}

/// <summary>Reads typed text as a slot of each type. Choices are read by the engine, which knows the buttons.</summary>
internal static class SlotReader
{
    public const int MaxText = 4000;
    public const int MaxPlace = 200;
    public const int MaxCode = 40;
    public const int MaxPhotos = 5;

    private const int ShortAnswer = 24; // longer texts are sentences, not a number or a date

    public static SlotReading Read(AskStep step, string text, Words words, DateTimeOffset now) => step.Type switch
    {
        SlotType.Text => Text(step, text),
        SlotType.Number => Number(step, text, words),
        SlotType.Date => Date(step, text, words, now),
        SlotType.Phone => Phone(text),
        SlotType.Place => Place(text),
        SlotType.Code => Code(text),
        SlotType.Photos => SlotReading.Misfit("photos"),
        SlotType.File => SlotReading.Misfit("file"),
        _ => SlotReading.Misfit("choice"),
    };

    public static SlotReading Phone(string text)
    {
        Span<char> digits = stackalloc char[16];
        int n = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c) && n < digits.Length)
                digits[n++] = c;
            else if (c is not (' ' or '.' or '-' or '(' or ')' or '+'))
                return SlotReading.Misfit("phone");
        }

        string number = new(digits[..n]);
        if (number.StartsWith("0084", StringComparison.Ordinal))
            number = "0" + number[4..];
        else if (number.StartsWith("84", StringComparison.Ordinal) && number.Length is 11 or 12)
            number = "0" + number[2..];
        // Mobile numbers have 10 digits, landlines with area code 11; short numbers are no way to call back.
        return number.Length is 10 or 11 && number[0] == '0' && number[1] != '0'
            ? SlotReading.Of(SlotType.Phone, number, number)
            : SlotReading.Misfit("phone");
    }

    public static SlotReading Location(double latitude, double longitude, Func<string, string, string> label)
    {
        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)) // written so that NaN fails
            return SlotReading.Misfit("place");
        string lat = latitude.ToString("0.######", CultureInfo.InvariantCulture);
        string lon = longitude.ToString("0.######", CultureInfo.InvariantCulture);
        return SlotReading.Of(SlotType.Place, lat + "," + lon, label(lat, lon));
    }

    private static SlotReading Text(AskStep step, string text)
    {
        if (text.Length < (step.Min ?? 1))
            return SlotReading.Misfit("text-short");
        return text.Length > (step.Max ?? MaxText) ? SlotReading.Misfit("text-long") : SlotReading.Of(SlotType.Text, text, text);
    }

    private static SlotReading Number(AskStep step, string text, Words words)
    {
        if (Value(text, words) is not { } n)
            return SlotReading.Misfit("number");
        if (n < (step.Min ?? long.MinValue) || n > (step.Max ?? long.MaxValue))
            return SlotReading.Misfit("number-range");
        string value = n.ToString(CultureInfo.InvariantCulture);
        return SlotReading.Of(SlotType.Number, value, TemplateCompiler.Number(value));
    }

    /// <summary>"12", "1.807", "12 cuộc", "ba": one number in a short text.</summary>
    private static long? Value(string text, Words words)
    {
        if (words.Number(text) is { } word)
            return word;
        if (text.Length > ShortAnswer || text.Contains('?', StringComparison.Ordinal))
            return null;
        long? found = null;
        foreach (string part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!part.Any(char.IsAsciiDigit))
                continue;
            if (found is not null || Digits(part) is not { } n)
                return null;
            found = n;
        }

        return found;
    }

    private static long? Digits(string part)
    {
        string plain = part;
        if (part.Contains('.', StringComparison.Ordinal))
        {
            string[] groups = part.Split('.');
            if (groups[0].Length is 0 or > 4 || groups.Skip(1).Any(g => g.Length != 3))
                return null; // 1.5 is no whole number
            plain = string.Concat(groups);
        }

        return long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n) ? n : null;
    }

    private static SlotReading Date(AskStep step, string text, Words words, DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.DateTime);
        if (Day(text, words, today) is not { } day)
            return SlotReading.Misfit("date");
        if (step.Range == DateRange.Past && day > today)
            return SlotReading.Misfit("date-past");
        if (step.Range == DateRange.Future && day < today)
            return SlotReading.Misfit("date-future");
        return SlotReading.Of(SlotType.Date, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), words.Day(day));
    }

    private static DateOnly? Day(string text, Words words, DateOnly today)
    {
        if (words.DayOffset(text) is { } offset)
            return today.AddDays(offset);
        if (text.Length > ShortAnswer)
            return null;
        int[] parts = new int[3];
        int n = 0;
        foreach (string part in text.Split(['/', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (n == 3 || part.Length > 4 || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out parts[n++]))
                return null;
        }

        if (n < 2)
            return null;
        bool yearFirst = parts[0] > 31;
        (int d, int m, int y) = yearFirst ? (parts[2], parts[1], parts[0]) : (parts[0], parts[1], n == 3 ? parts[2] : today.Year);
        if (y is >= 0 and < 100)
            y += 2000;
        return y is >= 1900 and <= 2200 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    private static SlotReading Place(string text) =>
        text.Length is < 2 or > MaxPlace || text.Contains('?', StringComparison.Ordinal)
            ? SlotReading.Misfit("place")
            : SlotReading.Of(SlotType.Place, text, text);

    private static SlotReading Code(string text) =>
        text.Length is < 3 or > MaxCode || text.Contains('\n', StringComparison.Ordinal) || text.Contains('?', StringComparison.Ordinal)
            ? SlotReading.Misfit("code")
            : SlotReading.Of(SlotType.Code, text, text);
}
