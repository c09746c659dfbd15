using System.Globalization;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>The dated table of what ended or was replaced; an answer from an older document carries the warnings that are due on the day it is given.</summary>
internal sealed class WarningTable
{
    private const int Most = 2;
    private static readonly Lazy<WarningTable> Loaded = new(() => new WarningTable(DataNode.Embedded("warnings.yaml")));
    private readonly (string Code, OfficeLevel Level, DateOnly Since)[] _levels;
    private readonly (string Code, PhraseSet Phrases, string Name, string? By, DateOnly Since)[] _bodies;
    private readonly (string Code, string[] Symbols, string Name, string? By, DateOnly Since)[] _laws;

    private WarningTable(DataNode root)
    {
        _levels = [.. root["levels"].Items.Select(i => (i["code"].Text, Enum.Parse<OfficeLevel>(i["level"].Text), Since(i)))];
        _bodies = [.. root["bodies"].Items.Select(i => (i["code"].Text, new PhraseSet(i.Strings("phrases")), i["name"].Text, i.TextOrNull("by"), Since(i)))];
        _laws = [.. root["laws"].Items.Select(i => (i["code"].Text, i.Strings("symbols").Select(DocumentSymbols.Canonical).ToArray(), i["name"].Text, i.TextOrNull("by"), Since(i)))];
    }

    public static WarningTable Default => Loaded.Value;

    public IReadOnlyList<AnswerWarning> Due(Answer answer, Understanding question, DateOnly today)
    {
        var due = new List<AnswerWarning>();
        var shown = answer.Citations.Take(answer.Shown).ToList();
        if (shown.Count == 0) return due;
        var directive = shown[0].Directive;
        if (question.Has(Intents.Currentness) && (directive.Year ?? directive.Date?.Year) is { } year && year < today.Year)
            due.Add(Warning("year-over", ("year", year.ToString(CultureInfo.InvariantCulture))));

        var quoted = string.Join(' ', shown.Select(c => c.Quote));
        var symbols = DocumentSymbols.Find(quoted).Select(s => s.Canonical).ToHashSet(StringComparer.Ordinal);
        foreach (var law in _laws)
        {
            if (law.Since <= today && law.Symbols.Any(symbols.Contains)) due.Add(Warning(law.Code, ("name", law.Name), ("by", law.By ?? string.Empty), ("since", Date(law.Since))));
        }

        var quotedTokens = Tokenizer.Tokenize(quoted);
        foreach (var body in _bodies)
        {
            if (body.Since <= today && (body.Phrases.IsIn(question.Tokens, question.Text) || body.Phrases.IsIn(quotedTokens, quoted)))
                due.Add(Warning(body.Code, ("name", body.Name), ("by", body.By ?? string.Empty), ("since", Date(body.Since))));
        }

        foreach (var level in _levels)
        {
            if (level.Since <= today && directive.Origin.Level == level.Level) due.Add(Warning(level.Code, ("since", Date(level.Since))));
        }

        return [.. due.Take(Most)];
    }

    private static AnswerWarning Warning(string code, params (string Key, string Value)[] data) =>
        new(code, data.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));

    private static string Date(DateOnly date) => date.ToString("d/M/yyyy", CultureInfo.InvariantCulture);

    private static DateOnly Since(DataNode node) => node.DateOrNull("since") ?? throw node.Error("'since' is missing");
}
