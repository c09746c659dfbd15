namespace DanVanBot.Directives.Reading;

/// <summary>
/// Tells what charges somebody from what only describes. Under a title that may hold tasks stand both: how things are, what was agreed, who is a member, what a criterion is.
/// A sentence that asks or charges a body by name is a task whatever else it tells.
/// </summary>
internal sealed class TaskTexts(string? type, ReadingRules rules)
{
    /// <summary>A document of rules, or one annexed to a decision: its sections begin with the name of its type.</summary>
    private bool IsRule(string section) => (type is not null && rules.RuleTypes.Contains(type)) || (section.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && rules.RuleTypes.Contains(section[..dot]));

    /// <summary>The parts of a text that give something to do, each as long as sentences of that kind follow one another; empty where it only describes.</summary>
    public List<Range> Charging(string section, string text)
    {
        var parts = new List<Range>();
        var open = false;
        foreach (var range in Sentences.Split(text))
        {
            if (Describes(section, text[range])) open = false;
            else if (open) parts[^1] = parts[^1].Start..range.End;
            else
            {
                parts.Add(range);
                open = true;
            }
        }

        return parts;
    }

    public bool Describes(string section, string sentence)
    {
        if (rules.Courtesy.IsMatch(sentence)) return true;
        if (rules.Member.IsMatch(sentence)) return !rules.UnitTitleEnd.IsMatch(sentence);
        if (rules.Charge.IsMatch(sentence)) return false;
        return rules.Descriptions.Any(d => d.IsMatch(sentence)) || (IsRule(section) && rules.RuleSubjects.IsMatch(sentence));
    }
}
