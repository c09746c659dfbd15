namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>A document of offices that do not exist, with what a reader must find in it. How it looks on paper is left to the writers.</summary>
internal sealed class MadeDocument
{
    public required int Seed { get; init; }
    public required string Type { get; init; }
    public bool IsParty { get; init; }

    /// <summary>Lines of the left column, superior first; empty where the copy lost its head.</summary>
    public List<string> IssuerLines { get; init; } = [];

    public string? Issuer { get; init; }
    public string? NumberText { get; set; }
    public string? Number { get; set; }
    public string? DateText { get; set; }
    public DateOnly? Date { get; set; }
    public string? Subject { get; init; }

    /// <summary>A letter has its subject under its number, other types under their name.</summary>
    public bool SubjectUnderNumber { get; init; }

    public string? SubjectMark { get; init; }
    public List<string> Addressees { get; } = [];
    public List<string> Preamble { get; } = [];
    public List<Part> Parts { get; } = [];
    public List<string> Closing { get; } = [];
    public List<string> Copies { get; } = [];
    public string? Authority { get; init; }
    public string? Role { get; init; }
    public string? Signer { get; init; }

    public List<(string Section, string Text, string[] Units)> Tasks { get; } = [];
    public List<Duty> Duties { get; } = [];
    public List<(string Number, DateOnly? Date, string? Issuer)> References { get; } = [];
    public List<Figure> Figures { get; } = [];

    /// <summary>By when a task is due, by its text; only where the document says so.</summary>
    public Dictionary<string, string> Days { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines whose section is not asked about: heads, titles of annexes, heads of tables.</summary>
    public List<string> Frame { get; } = [];
}

/// <param name="Section">The id the reader must give.</param>
/// <param name="Marker">As printed: "1.", "a)", "-", "Điều 2."; empty for a paragraph without one.</param>
/// <param name="Depth">0 for the outermost.</param>
internal sealed record Part(string Section, string Marker, string Text, int Depth)
{
    /// <summary>The text of a note that hangs on the last word but three.</summary>
    public string? Note { get; init; }

    public string Line => Marker.Length == 0 ? Text : Marker + " " + Text;
}

internal sealed record Duty(string Section, string Text, string? Recurrence, string? Deadline, string? To, string? Via);

internal sealed record Figure(string Value, string Unit, string? Numerator, string? Denominator, bool Wrong = false);
