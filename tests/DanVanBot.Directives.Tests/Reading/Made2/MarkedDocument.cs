using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading.Made2;

/// <summary>
/// A document written by hand with the truth marked in it. Above "=====" what a clerk would note of it; below, the page. "{I.2 | T: unit @ day} text" is a paragraph of a
/// section that gives a task: all of it behind its marker, or what stands in «». "#D to=…; via=…; by=…; every=…" at its end is a report duty: all of it, or what stands in ‹›.
/// "⏎" breaks a line there; ⟨what a page leaves in the middle of a sentence⟩ is no part of the text. Lines without a mark are written as they are.
/// </summary>
internal sealed partial record MarkedDocument(string Name, string Text, MadeDocument Truth)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reading", "Made2");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <param name="layout">Null: as the file says; otherwise "whole" (a paragraph a line), "wrapped", "apart" (wrapped, with blank lines between) or "web" (apart, and the first line of each cut far too early).</param>
    public static MarkedDocument Load(string name, string? layout = null)
    {
        var parts = File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n").Split("\n=====\n", 2);
        var notes = parts[0].Split('\n').Select(l => l.Split(": ", 2)).ToLookup(p => p[0], p => p[1].Trim(), StringComparer.Ordinal);
        string? One(string key) => notes[key].FirstOrDefault() is { } value && value != "-" ? value : null;

        var truth = new MadeDocument
        {
            Seed = 0,
            Type = One("type")!,
            Number = One("number"),
            NumberText = One("number"),
            Date = One("date") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Subject = One("subject"),
            Issuer = One("issuer"),
            Signer = One("signer"),
            Role = One("role"),
        };
        truth.Addressees.AddRange(notes["to"]);
        truth.Copies.AddRange(notes["copy"]);
        foreach (var words in notes["ref"].Select(r => r.Split(' '))) truth.References.Add((words[0], words.Length > 1 ? DateOnly.ParseExact(words[1], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null, null));
        foreach (var figure in notes["figure"].Select(f => Figure().Match(f)))
            truth.Figures.Add(new Figure(figure.Groups["v"].Value, figure.Groups["u"].Value, Group(figure, "n"), Group(figure, "d"), figure.Groups["w"].Success));

        var width = layout switch { "whole" => 0, "wrapped" or "apart" or "web" => 78, _ => int.Parse(One("wrap") ?? "0", CultureInfo.InvariantCulture) };
        var indent = new string(' ', int.Parse(One("indent") ?? "0", CultureInfo.InvariantCulture));
        var text = new StringBuilder();
        foreach (var line in parts[1].Split('\n'))
        {
            if (!line.StartsWith('{'))
            {
                truth.Frame.Add(Spaces().Replace(line.Replace("*", "", StringComparison.Ordinal), " ").Trim());
                text.Append(line).Append('\n');
                continue;
            }

            var written = Take(line, truth);
            var pieces = written.Split('⏎').Select(p => p.Trim());
            var first = indent;
            foreach (var piece in pieces)
            {
                var plain = piece.Replace("⟨", "", StringComparison.Ordinal).Replace("⟩", "", StringComparison.Ordinal);
                if (plain.StartsWith('|') || plain.Contains("   ", StringComparison.Ordinal)) text.Append(plain).Append('\n');
                else if (layout == "web") foreach (var cut in Web(plain)) text.Append(cut).Append('\n');
                else foreach (var wrapped in width == 0 ? [plain] : Sheet.Wrapped(first.Replace(' ', '\u00A0') + plain, width)) text.Append(wrapped.Replace('\u00A0', ' ')).Append('\n');
                first = "";
            }

            if (layout is "apart" or "web") text.Append('\n');
        }

        return new MarkedDocument(name, text.ToString(), truth);
    }

    private static IEnumerable<string> Web(string text)
    {
        var first = Sheet.Wrapped(text, 26).FirstOrDefault(string.Empty);
        return first.Length == text.Length ? [first] : Sheet.Wrapped(text[(first.Length + 1)..], 78).Prepend(first);
    }

    private static string Take(string line, MadeDocument truth)
    {
        var end = line.IndexOf('}', StringComparison.Ordinal);
        var marks = line[1..end].Split(" | ");
        var text = line[(end + 2)..];
        string? duty = null;
        if (text.IndexOf(" #D ", StringComparison.Ordinal) is >= 0 and var at) (text, duty) = (text[..at], text[(at + 4)..]);
        var bare = Clean(text.Replace("«", "").Replace("»", "").Replace("‹", "").Replace("›", ""));
        var body = bare[Marker().Match(bare).Length..];
        var section = marks[0];
        if (section == "mở đầu") truth.Preamble.Add(bare);
        else if (section == "kết") truth.Closing.Add(bare);
        else truth.Parts.Add(new Part(section, "", bare, 0));

        var spans = Task().Matches(text).Select(m => Clean(m.Groups[1].Value.Replace("‹", "").Replace("›", ""))).ToList();
        foreach (var (task, i) in marks.Skip(1).Select((m, i) => (m, i)))
        {
            var units = task[2..].Split('@')[0].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var what = i < spans.Count ? spans[i] : body;
            truth.Tasks.Add((section, what, units));
            if (task.Contains('@')) truth.Days[what] = task.Split('@')[1].Trim();
        }

        if (duty is not null)
        {
            var said = duty.Split("; ").Select(d => d.Split('=', 2)).Where(d => d[1] != "-").ToDictionary(d => d[0], d => d[1], StringComparer.Ordinal);
            var what = Duty().Match(text) is { Success: true } span ? Clean(span.Groups[1].Value) : spans.Count > 0 ? spans[0] : body;
            truth.Duties.Add(new Duty(section, what, said.GetValueOrDefault("every"), said.GetValueOrDefault("by"), said.GetValueOrDefault("to"), said.GetValueOrDefault("via")));
        }

        return text.Replace("«", "").Replace("»", "").Replace("‹", "").Replace("›", "");
    }

    /// <summary>The text without what the page and Markdown put into it.</summary>
    private static string Clean(string text) =>
        Spaces().Replace(Notes().Replace(Noise().Replace(text, ""), "").Replace("⏎", " ").Replace("*", "").TrimStart('#', ' '), " ").Trim();

    private static string? Group(Match match, string name) => match.Groups[name].Success ? match.Groups[name].Value : null;

    [GeneratedRegex(@"^(?<v>\S+) (?<u>.+?)(?: (?<n>[\d.]+)/(?<d>[\d.]+)(?<w> !)?)?$")]
    private static partial Regex Figure();

    [GeneratedRegex("«([^»]+)»")]
    private static partial Regex Task();

    [GeneratedRegex("‹([^›]+)›")]
    private static partial Regex Duty();

    [GeneratedRegex("⟨[^⟩]*⟩")]
    private static partial Regex Noise();

    [GeneratedRegex("<sup>[^<]*</sup>")]
    private static partial Regex Notes();

    [GeneratedRegex(@"^(?:[-–+•*]|\d+(?:\.\d+)*[.\-/)]|[a-zđ]\)|[A-Z]\.|[IVX]+[.\-]|Điều \d+\.)\s*")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
