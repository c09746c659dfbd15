using System.Globalization;
using DanVanBot.Directives.Reading;

namespace DanVanBot.Directives.Register;

/// <summary>What an officer may state of a document where the text does not, or says it badly: the fields of its head here, its tasks and report duties in <see cref="PartCorrections"/>.</summary>
public static class Corrections
{
    private const int LongestValue = 500;

    /// <summary>Their names, in the order an officer is asked; the same words as in <see cref="Directive.Confirmed"/>.</summary>
    public static readonly IReadOnlyList<string> Fields = ["number", "date", "issuer", "type", "subject", "signer", "signer-role", "year", "period", "place", "level"];

    /// <summary>
    /// A new text of a document takes over what an officer stated of the old one, where the new text itself says nothing. Where it says something else, the text stands and
    /// the difference is a doubt for the officer. What was stated of the new text itself counts more than what was stated of the old one.
    /// </summary>
    public static Directive Carry(Directive known, Directive text)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(text);
        var result = text;
        foreach (var field in known.Confirmed.Except(text.Confirmed))
        {
            var (stated, read) = (Of(known, field), Of(text, field));
            if (stated == read || read is null)
                result = State(result, field, stated ?? "") ?? result;
            else
                result = result with { Doubts = [.. result.Doubts, new Doubt("differs-from-stated-" + field, stated)] };
        }

        return PartCorrections.Carry(known, result);
    }

    /// <summary>The value of a field as text; a date as yyyy-MM-dd, a level in lower-case English. Null where the document has none.</summary>
    public static string? Of(Directive directive, string field)
    {
        ArgumentNullException.ThrowIfNull(directive);
        return field switch
        {
            "number" => directive.Number,
            "date" => directive.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "issuer" => directive.Issuer,
            "type" => directive.Type,
            "subject" => directive.Subject ?? directive.InferredSubject,
            "signer" => directive.Signer,
            "signer-role" => directive.SignerRole,
            "year" => directive.Year?.ToString(CultureInfo.InvariantCulture),
            "period" => directive.Period,
            "place" => directive.Origin.Place,
            "level" => directive.Origin.Level == OfficeLevel.Unknown ? null : directive.Origin.Level.ToString().ToLowerInvariant(),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
        };
    }

    /// <summary>
    /// The document with a field as an officer states it, and without doubts about it. An empty value states that the document has none. Null when the value is none for
    /// this field: a date that is no date, a year that is no year, a level that does not exist, more than 500 characters.
    /// </summary>
    public static Directive? State(Directive directive, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Trim() is { Length: > 0 } given ? given : null;
        if (text is { Length: > LongestValue } || With(directive, field, text) is not { } stated)
            return null;
        return stated with
        {
            Confirmed = [.. stated.Confirmed.Where(f => f != field), field],
            Doubts = [.. stated.Doubts.Where(d => !IsAbout(d.Code, field))],
        };
    }

    private static Directive? With(Directive directive, string field, string? text) => field switch
    {
        "number" => directive with { Number = text },
        "date" => text is null ? directive with { Date = null } : Day(text) is { } day ? directive with { Date = day, Year = directive.Year ?? day.Year } : null,
        "issuer" => directive with { Issuer = text, Origin = Issued(directive, text) },
        "type" => directive with { Type = text },
        "subject" => directive with { Subject = text, InferredSubject = text is null ? null : directive.InferredSubject },
        "signer" => directive with { Signer = text },
        "signer-role" => directive with { SignerRole = text },
        "year" => text is null ? directive with { Year = null }
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1945 and <= 2200 ? directive with { Year = year } : null,
        "period" => directive with { Period = text },
        "place" => directive with { Origin = directive.Origin with { Place = text } },
        "level" => text is null ? directive with { Origin = directive.Origin with { Level = OfficeLevel.Unknown } }
            : char.IsAsciiLetter(text[0]) && Enum.TryParse<OfficeLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level)
                ? directive with { Origin = directive.Origin with { Level = level } } : null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    // The name of a body says its level, unless an officer said that already.
    private static DirectiveOrigin Issued(Directive directive, string? issuer) =>
        issuer is null || directive.Confirmed.Contains("level") || MetadataReader.LevelOf(issuer, ReadingRules.Default) is not (not OfficeLevel.Unknown and var level)
            ? directive.Origin
            : directive.Origin with { Level = level };

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool IsAbout(string doubt, string field) =>
        doubt == "no-" + field || doubt == "differs-from-stated-" + field || doubt == field + "-blank" || doubt == field + "-inferred";
}
