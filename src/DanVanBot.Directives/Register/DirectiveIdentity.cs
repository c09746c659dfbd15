using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Register;

/// <summary>When two documents are the same one: number, date and issuer; for summaries also by what the real document is recognised by.</summary>
public static class DirectiveIdentity
{
    /// <summary>
    /// The key of a document: canonical number, date and issuer, then type, year and subject where number or date are missing; a document without
    /// any of these is known by its text. Two documents with the same number and another date are two ("08-CT/TU" exists twice).
    /// </summary>
    public static string Key(Directive directive)
    {
        ArgumentNullException.ThrowIfNull(directive);
        var number = directive.Number is null ? null : DocumentSymbols.Canonical(directive.Number);
        var date = directive.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var issuer = directive.Issuer is null ? null : VietnameseText.Fold(directive.Issuer);
        if (number is not null && (date is not null || issuer is not null)) return $"n|{number}|{date}|{issuer}|{(date is null ? directive.Year : null)}";
        if (date is not null && issuer is not null) return $"d|{date}|{issuer}|{Folded(directive.Type)}";
        if (issuer is not null && (directive.Subject ?? directive.InferredSubject) is { } subject) return $"s|{issuer}|{Folded(directive.Type)}|{directive.Year}|{Folded(subject)}";
        return "t|" + directive.ContentHash;
    }

    /// <summary>False when something that both say contradicts: number, date, issuer or type.</summary>
    public static bool MayBeSame(Directive one, Directive other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Agree(one.Number is null ? null : DocumentSymbols.Canonical(one.Number), other.Number is null ? null : DocumentSymbols.Canonical(other.Number))
            && (one.Date is null || other.Date is null || one.Date == other.Date)
            && Agree(Folded(one.Issuer), Folded(other.Issuer))
            && Agree(Folded(one.Type), Folded(other.Type));
    }

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;

    /// <summary>True when <paramref name="summary"/> stands for <paramref name="real"/>: importing the real document replaces it.</summary>
    public static bool StandsFor(Directive summary, Directive real)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(real);
        if (!summary.IsSummary || real.IsSummary || summary.StandsFor is not { } known) return false;
        if (known.Number is not null && real.Number is not null && DocumentSymbols.Canonical(known.Number) != DocumentSymbols.Canonical(real.Number)) return false;
        if (known.Date is { } day && real.Date is { } date && day != date) return false;

        // What both know must agree, and enough of it must: one common feature is chance.
        var agree = 0;
        if (known.Number is not null && real.Number is not null) agree += 3;
        if (known.Date is not null && real.Date is not null) agree += 2;
        return Check(known.Type, real.Type, ref agree)
            && (known.Year is null || real.Year is null || Same(known.Year == real.Year, ref agree))
            && (known.Place is null || real.Origin.Place is null || Same(VietnameseText.Fold(known.Place) == VietnameseText.Fold(real.Origin.Place), ref agree))
            && (known.Level == OfficeLevel.Unknown || real.Origin.Level == OfficeLevel.Unknown || Same(known.Level == real.Origin.Level, ref agree))
            && Check(known.Signer, real.Signer, ref agree)
            && (known.SubjectContains is null || (real.Subject ?? real.InferredSubject) is not { } subject || Same(Folded(subject)!.Contains(VietnameseText.Fold(known.SubjectContains), StringComparison.Ordinal), ref agree))
            && agree >= 4;
    }

    /// <summary>The documents without the summaries of those that are there themselves.</summary>
    public static IReadOnlyList<Directive> WithoutReplacedSummaries(IReadOnlyList<Directive> directives)
    {
        ArgumentNullException.ThrowIfNull(directives);
        return directives.Any(d => d.IsSummary) && directives.Any(d => !d.IsSummary)
            ? [.. directives.Where(d => !d.IsSummary || !directives.Any(real => StandsFor(d, real)))]
            : directives;
    }

    private static bool Check(string? known, string? real, ref int agree) =>
        known is null || real is null || Same(Folded(known) == Folded(real), ref agree);

    private static bool Same(bool same, ref int agree)
    {
        if (same) agree++;
        return same;
    }

    private static string? Folded(string? text) => text is null ? null : VietnameseText.Fold(text);
}
