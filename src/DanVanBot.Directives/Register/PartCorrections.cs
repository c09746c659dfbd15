using DanVanBot.Directives.Reading;

namespace DanVanBot.Directives.Register;

/// <summary>
/// Corrections of single tasks and report duties. Their text stays what the document says, so that an answer stays a quotation: an officer says whose they are and until
/// when, that a sentence is none, or which sentence was missed.
/// </summary>
public static class PartCorrections
{
    private const char Between = ';';
    private static readonly string[] TaskFields = ["units", "deadline"];
    private static readonly string[] DutyFields = ["who", "to", "via", "recurrence", "deadline"];

    /// <summary>What can be stated of a part.</summary>
    public static IReadOnlyList<string> FieldsOf(PartKind kind) => kind == PartKind.Task ? TaskFields : DutyFields;

    /// <summary>All parts of a kind, in the document's order.</summary>
    public static IEnumerable<DirectivePart> All(Directive directive, PartKind kind)
    {
        ArgumentNullException.ThrowIfNull(directive);
        return kind == PartKind.Task ? directive.Tasks.Select(DirectivePart.Of) : directive.ReportDuties.Select(DirectivePart.Of);
    }

    /// <summary>The part an id names; null when the document has none such any more.</summary>
    public static DirectivePart? Find(Directive directive, string? id) =>
        All(directive, PartKind.Task).Concat(All(directive, PartKind.Duty)).FirstOrDefault(p => p.Id == id);

    /// <summary>The units of a text that names them one by one: "A; B".</summary>
    public static IReadOnlyList<string> Units(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(Between, '\n').Select(u => u.Trim(' ', ',', ':', '.')).Where(u => u.Length > 1).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A field of a part as text; null where it says nothing.</summary>
    public static string? Of(Directive directive, DirectivePart part, string field)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(part);
        if (part.Kind == PartKind.Task)
        {
            return directive.Tasks.FirstOrDefault(t => DirectivePart.Of(t) == part) is not { } task ? null
                : field != "units" ? task.Deadline
                : task.Units.Count == 0 ? null : string.Join("; ", task.Units);
        }

        if (directive.ReportDuties.FirstOrDefault(d => DirectivePart.Of(d) == part) is not { } duty)
            return null;
        return field switch
        {
            "who" => duty.Who,
            "to" => duty.ReportTo,
            "via" => duty.Via,
            "recurrence" => duty.Recurrence,
            _ => duty.Deadline,
        };
    }

    /// <summary>The document with a field of a part as an officer states it; an empty value says that there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such field.</exception>
    public static Directive State(Directive directive, DirectivePart part, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(value);
        if (!FieldsOf(part.Kind).Contains(field))
            throw new ArgumentOutOfRangeException(nameof(field), field, null);
        var stated = Known(directive, part) ?? Statement(part);
        return Apply(Noted(directive, stated with { Fields = new Dictionary<string, string>(stated.Fields, StringComparer.Ordinal) { [field] = value.Trim() } }), part, field, value.Trim());
    }

    /// <summary>The document without a part that is none.</summary>
    public static Directive Remove(Directive directive, DirectivePart part)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(part);
        var known = Known(directive, part);
        var without = Without(directive, part);
        return known is { IsAdded: true }
            ? without with { Stated = [.. without.Stated.Where(s => s.Part != part)] }
            : Noted(without, (known ?? Statement(part)) with { IsRemoved = true });
    }

    /// <summary>What of a block can be added: all of it without its number, then each of its sentences where there are several.</summary>
    public static IReadOnlyList<DirectivePart> Quotes(PartKind kind, Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var from = Math.Min(Markers.Read(block.Text, ReadingRules.Default).Length, block.Text.Length);
        if (string.IsNullOrWhiteSpace(block.Text[from..]))
            return [];
        var quotes = new List<DirectivePart> { new(kind, block.SectionId, block.Id, from, block.Text[from..]) };
        var sentences = Sentences.Split(block.Text[from..]);
        if (sentences.Count < 2)
            return quotes;
        foreach (var range in sentences)
        {
            var (at, length) = range.GetOffsetAndLength(block.Text.Length - from);
            quotes.Add(new DirectivePart(kind, block.SectionId, block.Id, from + at, block.Text.Substring(from + at, length)));
        }

        return quotes;
    }

    /// <summary>The document with a part that was missed; null when it has it already, or when the text does not stand there.</summary>
    public static Directive? Add(Directive directive, DirectivePart part)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(part);
        if (All(directive, part.Kind).Contains(part) || directive.Blocks.FirstOrDefault(b => b.Id == part.BlockId) is not { } block
            || !block.Text.AsSpan(Math.Clamp(part.Offset, 0, block.Text.Length)).StartsWith(part.Text, StringComparison.Ordinal))
            return null;
        return Noted(Insert(directive, part), Statement(part) with { IsAdded = true });
    }

    /// <summary>
    /// A new text of a document takes over what an officer stated of its sentences, where the same sentence still stands in it; what cannot be placed for certain becomes a
    /// doubt with the sentence as evidence. What was stated of the new text itself counts more.
    /// </summary>
    public static Directive Carry(Directive known, Directive text)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(text);
        var result = text;
        foreach (var stated in known.Stated)
        {
            if (text.Stated.Any(s => s.Kind == stated.Kind && s.Text == stated.Text && s.SectionId == stated.SectionId))
                continue;
            if (Place(result, stated) is not { } here)
            {
                result = result with { Doubts = [.. result.Doubts, new Doubt((stated.Kind == PartKind.Task ? "task" : "duty") + "-not-carried", stated.Text)] };
                continue;
            }

            var isThere = All(result, stated.Kind).Contains(here);
            result = stated.IsRemoved ? Without(result, here) : isThere ? result : Insert(result, here);
            foreach (var (field, value) in stated.Fields)
                result = Apply(result, here, field, value);
            result = Noted(result, stated with { SectionId = here.SectionId, BlockId = here.BlockId, Offset = here.Offset, IsAdded = !stated.IsRemoved && (stated.IsAdded || !isThere) });
        }

        return result;
    }

    // The same sentence: read as the same part, else standing by itself in a block. In its own section, or else nowhere twice.
    private static DirectivePart? Place(Directive text, StatedPart stated)
    {
        var taken = text.Stated.Where(s => s.Kind == stated.Kind).Select(s => s.Part).ToHashSet();
        var places = All(text, stated.Kind).Where(p => p.Text == stated.Text && !taken.Contains(p)).ToList();
        if (places.Count == 0)
        {
            places = [.. text.Blocks.SelectMany(b => Standing(b, stated)).Where(p => !taken.Contains(p) && (stated.IsAdded || !All(text, stated.Kind).Any(other => Overlap(p, other))))];
        }

        var same = places.Where(p => p.SectionId == stated.SectionId).ToList();
        return same.Count > 0 ? same[0] : places.Count == 1 ? places[0] : null;
    }

    private static IEnumerable<DirectivePart> Standing(Block block, StatedPart stated)
    {
        var start = Markers.Read(block.Text, ReadingRules.Default).Length;
        for (var at = block.Text.IndexOf(stated.Text, StringComparison.Ordinal); at >= 0; at = block.Text.IndexOf(stated.Text, at + 1, StringComparison.Ordinal))
        {
            var before = block.Text.AsSpan(0, at).TrimEnd();
            var after = block.Text.AsSpan(at + stated.Text.Length).TrimStart();
            var begins = at <= start || before.IsEmpty || ".;:!?".Contains(before[^1]);
            if (begins && (after.IsEmpty || ".;:!?".Contains(stated.Text[^1]) || ".;".Contains(after[0])))
                yield return new DirectivePart(stated.Kind, block.SectionId, block.Id, at, stated.Text);
        }
    }

    private static bool Overlap(DirectivePart one, DirectivePart other) =>
        one.BlockId == other.BlockId && one.Offset < other.Offset + other.Text.Length && other.Offset < one.Offset + one.Text.Length;

    private static Directive Insert(Directive directive, DirectivePart part)
    {
        var order = directive.Blocks.Select((b, n) => (b.Id, n)).ToDictionary(b => b.Id, b => b.n, StringComparer.Ordinal);
        int Before(IEnumerable<DirectivePart> parts) => parts.TakeWhile(p => (order.GetValueOrDefault(p.BlockId), p.Offset).CompareTo((order[part.BlockId], part.Offset)) <= 0).Count();
        if (part.Kind == PartKind.Task)
        {
            var day = ReadingRules.Default.Deadline.Match(part.Text);
            var task = new TaskAssignment(part.SectionId, part.BlockId, Charged(directive, part.SectionId), part.Text, part.Offset, null, day.Success ? day.Value : null);
            var tasks = directive.Tasks.ToList();
            tasks.Insert(Before(tasks.Select(DirectivePart.Of)), task);
            return directive with { Tasks = tasks };
        }

        var duties = directive.ReportDuties.ToList();
        var deadline = ReadingRules.Default.Deadline.Match(part.Text);
        duties.Insert(Before(duties.Select(DirectivePart.Of)), new ReportDuty(part.SectionId, part.BlockId, null, part.Text, part.Offset, null, deadline.Success ? deadline.Value : null, null, null));
        return directive with { ReportDuties = duties };
    }

    // The nearest title above that names units; an officer sees it at once and may say otherwise.
    private static IReadOnlyList<string> Charged(Directive directive, string sectionId)
    {
        for (string? id = sectionId; id is not null && directive.Sections.FirstOrDefault(s => s.Id == id) is { } section; id = section.ParentId)
        {
            if (section.Title is { } title && TaskReader.UnitsIn(title, ReadingRules.Default) is { Count: > 0 } units)
                return units;
        }

        return [];
    }

    private static Directive Apply(Directive directive, DirectivePart part, string field, string value)
    {
        var said = value.Length == 0 ? null : value;
        return part.Kind == PartKind.Task
            ? directive with { Tasks = [.. directive.Tasks.Select(t => DirectivePart.Of(t) != part ? t : field == "units" ? t with { Units = Units(value) } : t with { Deadline = said })] }
            : directive with { ReportDuties = [.. directive.ReportDuties.Select(d => DirectivePart.Of(d) != part ? d : With(d, field, said))] };
    }

    private static ReportDuty With(ReportDuty duty, string field, string? said) => field switch
    {
        "who" => duty with { Who = said },
        "to" => duty with { ReportTo = said },
        "via" => duty with { Via = said },
        "recurrence" => duty with { Recurrence = said },
        _ => duty with { Deadline = said },
    };

    private static Directive Without(Directive directive, DirectivePart part) => part.Kind == PartKind.Task
        ? directive with { Tasks = [.. directive.Tasks.Where(t => DirectivePart.Of(t) != part)] }
        : directive with { ReportDuties = [.. directive.ReportDuties.Where(d => DirectivePart.Of(d) != part)] };

    private static Directive Noted(Directive directive, StatedPart stated) =>
        directive with { Stated = [.. directive.Stated.Where(s => s.Part != stated.Part), stated] };

    private static StatedPart? Known(Directive directive, DirectivePart part) => directive.Stated.FirstOrDefault(s => s.Part == part);

    private static StatedPart Statement(DirectivePart part) => new(part.Kind, part.SectionId, part.BlockId, part.Offset, part.Text);
}
