using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Dialogs;

/// <summary>
/// A conversation written down: what people send and what the bot must answer. It is a test of a dialog, and of the
/// whole bot: several chats may talk in turn. The format is in docs/dialogs.md.
/// </summary>
public sealed partial record Transcript(string File, IReadOnlyList<TranscriptLine> Lines)
{
    /// <summary>Every transcript under a folder of dialogs, in the order of their names.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.transcript", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Reads a transcript; errors name the line.</summary>
    public static (Transcript Transcript, IReadOnlyList<LoadError> Errors) Parse(string file, string text)
    {
        List<TranscriptLine> lines = [];
        List<LoadError> errors = [];
        int number = 0;
        bool anySent = false;
        foreach (string raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            TranscriptLine? read = line[0] switch
            {
                '>' => Sent(line[1..].Trim(), number),
                '<' => Expected(line[1..], number),
                '@' => Directive(line[1..].Trim(), number),
                _ => null,
            };
            anySent |= read is TranscriptLine.Sends or TranscriptLine.Sets;
            if (read is null)
                errors.Add(new LoadError(file, number, $"not understood: {line}"));
            else if (!anySent && read is TranscriptLine.Expects or TranscriptLine.ExpectsButton or TranscriptLine.ExpectsNot)
                errors.Add(new LoadError(file, number, "an answer is expected before anything was sent"));
            else
                lines.Add(read);
        }

        if (lines.Count == 0 && errors.Count == 0)
            errors.Add(new LoadError(file, 1, "the transcript is empty"));
        return (new Transcript(file, lines), errors);
    }

    private static TranscriptLine? Sent(string text, int line)
    {
        if (AsButton(text) is { } button)
            return new TranscriptLine.Presses(line, button.Label, button.Old);
        if (AsThing(text) is not { } thing)
            return text.Length == 0 ? null : new TranscriptLine.Says(line, Unescape(text));
        switch (thing.Kind)
        {
            case "vi tri":
                string[] parts = thing.Detail.Split(',');
                return parts.Length == 2
                    && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double lat)
                    && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double lon)
                    ? new TranscriptLine.SharesPlace(line, lat, lon)
                    : null;
            case "so dien thoai":
                return new TranscriptLine.SharesContact(line, thing.Detail.TrimEnd('!').Trim(), IsOwn: !thing.Detail.EndsWith('!'));
            case "album":
                return int.TryParse(thing.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= 20
                    ? new TranscriptLine.SendsFile(line, AttachmentKind.Photo, null, null, count)
                    : null;
            default:
                string[] named = thing.Detail.Split(':', 2);
                string? name = named[0].Trim() is { Length: > 0 } n ? n : null;
                return new TranscriptLine.SendsFile(line, Files[thing.Kind], name, named.Length > 1 ? named[1].Trim() : null, 1);
        }
    }

    private static TranscriptLine? Expected(string rest, int line)
    {
        bool exact = rest.StartsWith('=');
        bool not = rest.StartsWith('!');
        string text = (exact || not ? rest[1..] : rest).Trim();
        if (text.Length == 0)
            return null;
        if (AsButton(text) is { } button)
            return new TranscriptLine.ExpectsButton(line, button.Label, Absent: not);
        text = Unescape(text);
        return not ? new TranscriptLine.ExpectsNot(line, text) : new TranscriptLine.Expects(line, text, exact);
    }

    private static TranscriptLine? Directive(string text, int line)
    {
        string[] parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        string rest = parts.Length > 1 ? parts[1].Trim() : "";
        switch (parts.Length == 0 ? "" : parts[0])
        {
            case "restart" when rest.Length == 0:
                return new TranscriptLine.Restarts(line);
            case "as" when rest.Length > 0:
                return new TranscriptLine.SpeaksAs(line, rest);
            case "now" when DateTime.TryParseExact(rest, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at):
                return new TranscriptLine.SetsNow(line, at);
            case "after" when Span().Match(rest) is { Success: true } span:
                int n = int.Parse(span.Groups["n"].Value, CultureInfo.InvariantCulture);
                return new TranscriptLine.Waits(line, span.Groups["unit"].Value switch
                {
                    "minute" => TimeSpan.FromMinutes(n),
                    "hour" => TimeSpan.FromHours(n),
                    _ => TimeSpan.FromDays(n),
                });
            case "given" when rest.Length > 0:
                return new TranscriptLine.Given(line, rest);
            default:
                return null;
        }
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);

    // Keywords of the format, without their marks.
    private static readonly Dictionary<string, AttachmentKind> Files = new(StringComparer.Ordinal)
    {
        ["anh"] = AttachmentKind.Photo,
        ["tep"] = AttachmentKind.Document,
        ["tin thoai"] = AttachmentKind.Voice,
        ["video"] = AttachmentKind.Video,
        ["nhan dan"] = AttachmentKind.Sticker,
    };

    private static readonly string[] Things = ["vi tri", "so dien thoai", "album", .. Files.Keys];

    private static (string Label, bool Old)? AsButton(string text)
    {
        if (Button().Match(text) is not { Success: true } m)
            return null;
        string key = TextFold.Plain(m.Groups["key"].Value);
        return key is "nut" or "nut cu" ? (m.Groups["label"].Value.Trim(), key == "nut cu") : null;
    }

    /// <summary>"(keyword rest)" or "(keyword: rest)"; the rest keeps its colon.</summary>
    private static (string Kind, string Detail)? AsThing(string text)
    {
        if (text.Length < 3 || text[0] != '(' || text[^1] != ')')
            return null;
        string inside = text[1..^1];
        for (int end = inside.Length; end > 0; end--)
        {
            bool boundary = (end == inside.Length || inside[end] is ' ' or ':') && inside[end - 1] != ':';
            if (boundary && Things.Contains(TextFold.Plain(inside[..end])))
                return (TextFold.Plain(inside[..end]), inside[end..].Trim());
        }

        return null;
    }

    [GeneratedRegex(@"^\[(?<key>[^:\]]+): *(?<label>.+)\]$")]
    private static partial Regex Button();

    [GeneratedRegex(@"^(?<n>\d{1,4}) (?<unit>minute|hour|day)s?$")]
    private static partial Regex Span();
}
