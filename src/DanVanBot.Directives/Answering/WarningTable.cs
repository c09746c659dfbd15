using System.Globalization;
using DanVanBot.Directives.Data;
using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>The dated table of what ended or was replaced (the office's <c>warnings.yaml</c>); an answer from an older document carries the warnings that are due on the day it is given.</summary>
public sealed class WarningTable
{
    private const int Most = 2;
    private const string LevelEnded = "level-ended";
    private static readonly string[] Codes = ["body-merged", "body-ended", "body-succeeded", LevelEnded, "law-repealed", "law-newer", "law-amended"];
    private static readonly Lazy<WarningTable> Loaded = new(() => new WarningTable(DataNode.Embedded("warnings.yaml")));
    private readonly (string Code, OfficeLevel Level, DateOnly Since)[] _levels;
    private readonly (string Code, PhraseSet Phrases, string Name, string? By, DateOnly Since)[] _bodies;
    private readonly (string Code, string[] Symbols, PhraseSet Phrases, string Name, string? By, DateOnly Since)[] _laws;

    private WarningTable(DataNode root)
    {
        root.OnlyKeys("levels", "bodies", "laws");
        _levels = [.. Items(root, "levels", "level").Select(i => (Code(i), Level(i["level"]), Since(i)))];
        _bodies = [.. Items(root, "bodies", "phrases", "name", "by").Select(i => (Code(i), new PhraseSet(i.Strings("phrases")), i["name"].Text, i.TextOrNull("by"), Since(i)))];
        _laws = [.. Items(root, "laws", "symbols", "phrases", "name", "by").Select(i => (Code(i), i.Strings("symbols").Select(DocumentSymbols.Canonical).ToArray(), new PhraseSet(i.Strings("phrases")), i["name"].Text, i.TextOrNull("by"), Since(i)))];
    }

    // What the office says of its own units goes first.
    private WarningTable(WarningTable shipped, IReadOnlyList<EndedBody> ended)
    {
        (_levels, _laws) = (shipped._levels, shipped._laws);
        _bodies = [.. ended.Select(e => ("body-succeeded", new PhraseSet(e.Names.Select(Plain).Where(n => n.Length > 0)), e.Names[0], (string?)e.By, e.Since)), .. shipped._bodies];

        // A name is no pattern.
        static string Plain(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Trim();
    }

    /// <summary>The table the program is shipped with.</summary>
    public static WarningTable Default => Loaded.Value;

    /// <summary>Reads an office's table.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="file">Named in errors.</param>
    /// <exception cref="DataFileException">It cannot be used; says file, line and what is wrong.</exception>
    public static WarningTable Parse(string yaml, string file) => new(DataNode.Parse(yaml, file));

    /// <summary>This table and the office's own units that ended and have a successor.</summary>
    public WarningTable With(IReadOnlyList<EndedBody> ended) => ended.Count == 0 ? this : new WarningTable(this, ended);

    internal IReadOnlyList<AnswerWarning> Due(Answer answer, Understanding question, DateOnly today)
    {
        var due = new List<AnswerWarning>();
        var shown = answer.Citations.Take(answer.Shown).ToList();
        if (shown.Count == 0) return due;
        var directive = shown[0].Directive;
        if (directive.Status == DirectiveStatus.Over) due.Add(Warning("document-over"));
        else if (directive.Status == DirectiveStatus.Replaced)
            due.Add(directive.ReplacedBy is { } by ? Warning("document-replaced", ("by", by)) : Warning("document-replaced-unsaid"));
        if (question.Has(Intents.Currentness) && (directive.Year ?? directive.Date?.Year) is { } year && year < today.Year)
            due.Add(Warning("year-over", ("year", year.ToString(CultureInfo.InvariantCulture))));

        var quoted = string.Join(' ', shown.Select(c => c.Quote));
        var symbols = DocumentSymbols.Find(quoted).Select(s => s.Canonical).ToHashSet(StringComparer.Ordinal);
        var quotedTokens = Tokenizer.Tokenize(quoted);
        foreach (var law in _laws)
        {
            if (law.Since <= today && (law.Symbols.Any(symbols.Contains) || law.Phrases.IsIn(quotedTokens, quoted))) due.Add(Warning(law.Code, ("name", law.Name), ("by", law.By ?? string.Empty), ("since", Date(law.Since))));
        }

        // The office's own unit says more than the general line about its kind.
        var named = new List<string>();
        foreach (var body in _bodies)
        {
            if (body.Since > today || named.Exists(n => n.Contains(VietnameseText.Fold(body.Name), StringComparison.Ordinal))) continue;
            if (!body.Phrases.IsIn(question.Tokens, question.Text) && !body.Phrases.IsIn(quotedTokens, quoted)) continue;
            named.Add(VietnameseText.Fold(body.Name));
            // Several bodies of a level that ended are one warning.
            if (body.Code != LevelEnded || !due.Exists(w => w.Code == LevelEnded)) due.Add(Warning(body.Code, ("name", body.Name), ("by", body.By ?? string.Empty), ("since", Date(body.Since))));
        }

        foreach (var level in _levels)
        {
            if (level.Since <= today && directive.Origin.Level == level.Level && !due.Exists(w => w.Code == level.Code)) due.Add(Warning(level.Code, ("since", Date(level.Since))));
        }

        return [.. due.Take(Most)];
    }

    private static IEnumerable<DataNode> Items(DataNode root, string list, params string[] keys)
    {
        foreach (var item in root.Find(list)?.Items ?? [])
        {
            item.OnlyKeys(["code", "since", "source", .. keys]);
            yield return item;
        }
    }

    private static string Code(DataNode item) =>
        Codes.Contains(item["code"].Text, StringComparer.Ordinal) ? item["code"].Text : throw item["code"].Error($"'{item["code"].Text}' is no code; known are {string.Join(", ", Codes)}");

    private static OfficeLevel Level(DataNode node) =>
        Enum.TryParse<OfficeLevel>(node.Text, out var level) && level != OfficeLevel.Unknown ? level : throw node.Error($"'{node.Text}' is no level: Central, Province, District or Commune");

    private static AnswerWarning Warning(string code, params (string Key, string Value)[] data) =>
        new(code, data.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));

    private static string Date(DateOnly date) => date.ToString("d/M/yyyy", CultureInfo.InvariantCulture);

    private static DateOnly Since(DataNode node) => node.DateOrNull("since") ?? throw node.Error("'since' is missing");
}

/// <summary>A body that ended.</summary>
/// <param name="Names">Its name, then other names.</param>
/// <param name="By">Who does its work.</param>
/// <param name="Since">The first day it was no more.</param>
public sealed record EndedBody(IReadOnlyList<string> Names, string By, DateOnly Since);
