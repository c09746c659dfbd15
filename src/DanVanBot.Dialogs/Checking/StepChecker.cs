namespace DanVanBot.Dialogs;

/// <summary>The checks of one dialog's steps.</summary>
internal sealed class StepChecker(DialogSet set, DialogFunctions functions, Dialog dialog, List<LoadError> errors)
{
    // Names a step's template may use beside the registered "show" functions.
    private static readonly HashSet<string> Roots = new(StringComparer.Ordinal)
    {
        "slots", "result", "argument", "now", "answers", "if", "else", "unless", "each", "with", "this", "lookup",
        "quote", "strong", "code", "date", "datetime", "number", "true", "false", "null",
    };

    public void Check()
    {
        Guards(dialog.When, 1);
        if (dialog.Otherwise is { } phrase && !set.Phrases.Has(phrase))
            Error(1, $"there is no phrase '{phrase}'");
        foreach (Step step in dialog.Steps)
            Check(step);
        Reach();
        Circles();
    }

    private void Check(Step step)
    {
        Guards(step.When, step.Line);
        if (step.Otherwise is not null && step.When.Count == 0)
            Error(step.Line, $"'otherwise' of the step '{step.Id}' needs a 'when'");
        foreach (string target in step.Next.Targets.Values.Append(step.Otherwise ?? Branches.End))
        {
            if (target != Branches.End && dialog.Find(target) is null)
                Error(step.Line, $"the step '{step.Id}' goes on to '{target}', which does not exist");
        }

        Outcomes(step);
        DialogChecker.Buttons(set, step.Buttons, dialog.File, errors);
        Text(step.Text);
        foreach (ButtonTemplate b in step.Buttons)
        {
            Text(b.Label);
            Text(b.Argument);
            Text(b.Url);
        }

        switch (step)
        {
            case ShowStep show:
                Known(functions.HasShow(show.Show), "show", show.Show, step.Line);
                break;
            case DoStep act:
                Known(functions.HasEffect(act.Effect), "effect", act.Effect, step.Line);
                break;
            case GotoStep go:
                if (!set.Dialogs.ContainsKey(go.Dialog))
                    Error(step.Line, $"there is no dialog '{go.Dialog}' to go to");
                Text(go.Argument);
                break;
            case ReviewStep review:
                Check(review);
                break;
            case AskStep ask:
                Check(ask);
                break;
        }
    }

    private void Check(ReviewStep review)
    {
        DialogChecker.Label(review.SendLabel, dialog.File, errors);
        if (review.Slots.Count == 0)
            Error(review.Line, "a review lists the slots that can be changed");
        foreach (string slot in review.Slots)
        {
            if (dialog.Asking(slot) is not { } ask)
                Error(review.Line, $"the review lists the slot '{slot}', which nothing asks");
            else if (ask.Label is null)
                Error(ask.Line, $"the slot '{slot}' is reviewed and needs a 'label'");
        }
    }

    private void Check(AskStep ask)
    {
        if (ask.Options is not null)
            Known(functions.HasOptions(ask.Options), "options", ask.Options, ask.Line);
        if (ask.Check is not null)
            Known(functions.HasCheck(ask.Check), "check", ask.Check, ask.Line);
        if (ask.Value is not null)
            Known(functions.HasValue(ask.Value), "value", ask.Value, ask.Line);
        if (ask.Back is { } back && back != Branches.End && dialog.Find(back) is null)
            Error(ask.Line, $"the step '{ask.Id}' goes back to '{back}', which does not exist");
        if (ask.Label is not null)
            DialogChecker.Label(ask.Label, dialog.File, errors);
        foreach (Choice c in ask.Choices)
            DialogChecker.Label(c.Label, ask.Line, dialog.File, errors);
        if (ask.Type == SlotType.Choice && ask.Options is null == (ask.Choices.Count == 0))
            Error(ask.Line, $"the choice '{ask.Slot}' has either a list of options or the name of an options function");
        if (ask.Type is not (SlotType.Choice or SlotType.YesNo) && (ask.Options is not null || ask.Choices.Count > 0))
            Error(ask.Line, $"'{ask.Slot}' is no choice and has no 'options'");
        if (ask.Type == SlotType.YesNo && ask.Choices.Any(c => c.Value is not ("yes" or "no")))
            Error(ask.Line, $"the options of '{ask.Slot}' are yes and no");
        if (ask.Min > ask.Max)
            Error(ask.Line, $"'min' of '{ask.Slot}' is larger than 'max'");
        if (ask.Type == SlotType.Text && ask.Max > SlotReader.MaxText)
            Error(ask.Line, $"a text has at most {SlotReader.MaxText} characters");
        if (ask.Keep.Count > 0 && ask.Type is not (SlotType.Text or SlotType.Photos))
            Error(ask.Line, "only a text or photos can keep other files");
        if (ask.Range != DateRange.Any && ask.Type != SlotType.Date)
            Error(ask.Line, "'range' is for dates");
        if (dialog.Asking(ask.Slot) is { } first && first.Type != ask.Type)
            Error(ask.Line, $"the slot '{ask.Slot}' is asked as {first.Type} and as {ask.Type}");
        foreach (Template? t in ask.Errors.Values.Append(ask.Again).Append(ask.Help).Append(ask.Example))
            Text(t, ["min", "max", "length"]);
    }

    private void Outcomes(Step step)
    {
        if (step is SayStep or GotoStep or EndStep && step.Next.Forks)
            Error(step.Line, $"the step '{step.Id}' has no outcomes to tell apart");
        IReadOnlyList<string>? known = step is ShowStep ? [Branches.Nothing] : DialogGraph.Outcomes(step, functions);
        if (known is null)
            return;
        foreach (string outcome in step.Next.Targets.Keys.Where(o => o != Branches.Otherwise && !known.Contains(o)))
            Error(step.Line, $"the step '{step.Id}' has no outcome '{outcome}'; it has: {string.Join(", ", known)}");
        if (step is not DoStep || step.Next.Targets.Count == 0 || step.Next.Targets.ContainsKey(Branches.Otherwise))
            return;
        foreach (string outcome in known.Where(o => o != Branches.NotAllowed && !step.Next.Targets.ContainsKey(o)))
            Error(step.Line, $"the step '{step.Id}' does not say where the outcome '{outcome}' leads");
    }

    private void Text(Template? template, IReadOnlyList<string>? more = null)
    {
        if (template is null)
            return;
        DialogChecker.Problem(template, dialog.File, errors);
        bool scoped = template.Source.Contains("{{#each", StringComparison.Ordinal) || template.Source.Contains("{{#with", StringComparison.Ordinal);
        foreach (string path in template.Paths)
        {
            string[] names = path.Split('.');
            if (names[0] == "slots" && names.Length > 1 && dialog.Asking(names[1]) is null)
                Error(template.Line, $"the template names the slot '{names[1]}', which nothing asks");
            // Inside a list the names of its items are in scope, which cannot be known here.
            if (!scoped && !Roots.Contains(names[0]) && !functions.HasShow(names[0]) && more?.Contains(names[0]) != true)
                Error(template.Line, $"the template names '{names[0]}', which no show function provides");
        }
    }

    private void Reach()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<Step> open = new([dialog.Steps[0]]);
        while (open.TryPop(out Step? step))
        {
            if (!seen.Add(step.Id))
                continue;
            foreach (DialogEdge edge in DialogGraph.Edges(dialog, step, functions))
            {
                if (edge.To is not null && dialog.Find(edge.To) is { } next)
                    open.Push(next);
            }
        }

        foreach (Step step in dialog.Steps.Where(s => !seen.Contains(s.Id)))
            Error(step.Line, $"the step '{step.Id}' is never reached");
    }

    /// <summary>A circle in which nobody is asked anything would never end.</summary>
    private void Circles()
    {
        Dictionary<string, int> state = new(StringComparer.Ordinal); // 1 on the way, 2 done
        foreach (Step step in dialog.Steps)
            Visit(step);

        void Visit(Step step)
        {
            if (step is AskStep or ReviewStep || state.ContainsKey(step.Id))
                return;
            state[step.Id] = 1;
            foreach (DialogEdge edge in DialogGraph.Edges(dialog, step, functions))
            {
                if (edge.To is null || dialog.Find(edge.To) is not { } next)
                    continue;
                if (state.GetValueOrDefault(next.Id) == 1)
                    Error(step.Line, $"the steps '{next.Id}' … '{step.Id}' form a circle in which nothing is asked");
                else
                    Visit(next);
            }

            state[step.Id] = 2;
        }
    }

    private void Guards(IReadOnlyList<Guard> guards, int line)
    {
        foreach (Guard guard in guards)
        {
            if (guard.Slot is { } slot)
            {
                if (dialog.Asking(slot) is null)
                    Error(line, $"'answered {slot}' names a slot that nothing asks");
            }
            else if (guard.Name != Guard.HasArgument)
            {
                Known(functions.HasWhen(guard.Name), "when", guard.Name, line);
            }
        }
    }

    private void Known(bool known, string kind, string name, int line)
    {
        if (!known)
            Error(line, $"no {kind} function is called '{name}'");
    }

    private void Error(int line, string message) => errors.Add(new LoadError(dialog.File, line, message));
}
