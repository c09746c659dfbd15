using System.Text;

namespace DanVanBot.Dialogs;

/// <summary>A way from one step to another; <paramref name="To"/> null is the end of the dialog.</summary>
internal readonly record struct DialogEdge(Step From, string? To, string Label);

/// <summary>A dialog as a drawing.</summary>
public static class DialogGraph
{
    /// <summary>A Mermaid flowchart; it can be pasted into any Markdown page that renders them.</summary>
    public static string ToMermaid(Dialog dialog)
    {
        StringBuilder text = new("flowchart TD\n");
        Dictionary<string, string> names = [];
        foreach (Step step in dialog.Steps)
        {
            string name = names[step.Id] = "s" + names.Count;
            (string open, string close) = step switch
            {
                AskStep => ("[/", "/]"),
                ReviewStep => ("[/", "/]"),
                DoStep => ("[[", "]]"),
                GotoStep or EndStep => ("([", "])"),
                _ => ("[", "]"),
            };
            text.Append("  ").Append(name).Append(open).Append('"').Append(Quoted(Title(step))).Append('"').Append(close).Append('\n');
        }

        text.Append("  fin(( ))\n");
        foreach (Step step in dialog.Steps)
        {
            foreach (DialogEdge edge in Edges(dialog, step, null))
            {
                string to = edge.To is not null && names.TryGetValue(edge.To, out string? name) ? name : "fin";
                text.Append("  ").Append(names[step.Id]).Append(" -->");
                if (edge.Label.Length > 0)
                    text.Append("|\"").Append(Quoted(edge.Label)).Append("\"|");
                text.Append(' ').Append(to).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Every way on from a step. Known outcomes of effects make fewer of them possible.</summary>
    internal static IReadOnlyList<DialogEdge> Edges(Dialog dialog, Step step, DialogFunctions? functions)
    {
        List<DialogEdge> edges = [];
        string? following = dialog.Following(step)?.Id;
        if (step.When.Count > 0)
            edges.Add(new DialogEdge(step, step.Otherwise ?? following, string.Join(", ", step.When.Select(Opposite))));
        if (step is GotoStep or EndStep)
            return edges;
        foreach ((string outcome, string target) in step.Next.Targets)
            edges.Add(new DialogEdge(step, target == Branches.End ? null : target, outcome == Branches.Otherwise ? "" : outcome));
        if (!step.Next.Targets.ContainsKey(Branches.Otherwise) && !CoversAll(step, functions))
            edges.Add(new DialogEdge(step, following, ""));
        if (step is AskStep { Back: { } back })
            edges.Add(new DialogEdge(step, back == Branches.End ? null : back, "back"));
        if (step is ReviewStep review)
            edges.AddRange(review.Slots.Select(s => new DialogEdge(step, dialog.Asking(s)?.Id, "edit")).Where(e => e.To is not null));
        return edges;
    }

    private static bool CoversAll(Step step, DialogFunctions? functions)
    {
        IEnumerable<string>? outcomes = Outcomes(step, functions);
        return outcomes is not null && outcomes.All(step.Next.Targets.ContainsKey);
    }

    /// <summary>All outcomes a step can have; null when nobody can know.</summary>
    internal static IReadOnlyList<string>? Outcomes(Step step, DialogFunctions? functions)
    {
        switch (step)
        {
            case DoStep act:
                return functions?.OutcomesOf(act.Effect);
            case ReviewStep:
                return ["send"];
            case AskStep { Type: SlotType.YesNo } ask:
                return ask.Optional ? ["yes", "no", Branches.Skipped] : ["yes", "no"];
            case AskStep { Type: SlotType.Choice, Options: null } ask:
                string[] values = [.. ask.Choices.Select(c => c.Value)];
                return ask.Optional ? [.. values, Branches.Skipped] : values;
            default:
                return null;
        }
    }

    private static string Title(Step step) => step switch
    {
        AskStep ask => $"{step.Id}: {ask.Type.ToString().ToLowerInvariant()}",
        DoStep act => act.Effect,
        ShowStep show => $"{step.Id}: {show.Show}",
        GotoStep go => "→ " + go.Dialog,
        _ => step.Id,
    };

    private static string Opposite(Guard guard) => guard.Negated ? guard.Name : "not " + guard.Name;

    private static string Quoted(string text) => text.Replace('"', '\'');
}
