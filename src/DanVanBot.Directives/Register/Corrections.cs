namespace DanVanBot.Directives.Register;

/// <summary>The fields of a document an officer may state where the text does not, or states them badly.</summary>
public static class Corrections
{
    /// <summary>Their names, in the order an officer is asked; the same words as in <see cref="Directive.Confirmed"/>.</summary>
    public static readonly IReadOnlyList<string> Fields = ["number", "date", "issuer", "type", "subject"];

    /// <summary>
    /// A new text of a document takes over what an officer stated of the old one, where the new text itself says nothing. Where it says something else, the text stands and
    /// the difference is a doubt for the officer.
    /// </summary>
    public static Directive Carry(Directive known, Directive text)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(text);
        var result = text;
        foreach (var field in known.Confirmed)
        {
            var (stated, read) = (Of(known, field), Of(text, field));
            if (stated is null || stated == read)
                continue;
            result = read is null
                ? State(result, field, stated) ?? result
                : result with { Doubts = [.. result.Doubts, new Doubt("differs-from-stated-" + field, stated)] };
        }

        return result;
    }

    /// <summary>The value of a field as text; a date as yyyy-MM-dd.</summary>
    public static string? Of(Directive directive, string field)
    {
        ArgumentNullException.ThrowIfNull(directive);
        return field switch
        {
            "number" => directive.Number,
            "date" => directive.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            "issuer" => directive.Issuer,
            "type" => directive.Type,
            "subject" => directive.Subject ?? directive.InferredSubject,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
        };
    }

    /// <summary>The document with a field as an officer states it; null when the value is none for this field (a date that is no date).</summary>
    public static Directive? State(Directive directive, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        var text = value.Trim();
        DateOnly? day = null;
        if (field == "date")
        {
            if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var parsed))
                return null;
            day = parsed;
        }

        var stated = field switch
        {
            "number" => directive with { Number = text },
            "date" => directive with { Date = day, Year = directive.Year ?? day!.Value.Year },
            "issuer" => directive with { Issuer = text },
            "type" => directive with { Type = text },
            "subject" => directive with { Subject = text },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
        };
        return stated with { Confirmed = [.. stated.Confirmed.Where(f => f != field), field] };
    }
}
