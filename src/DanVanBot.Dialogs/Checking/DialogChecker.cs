namespace DanVanBot.Dialogs;

/// <summary>What can be known to be wrong with a set before anybody talks to it.</summary>
public static class DialogChecker
{
    /// <summary>Built in: it stops whatever is open.</summary>
    public const string CancelCommand = "/huy";

    /// <summary>Sentences the engine says itself.</summary>
    public static readonly IReadOnlyList<string> RequiredPhrases =
    [
        "not-allowed", "restarted", "resumed", "cancelled", "no-back", "broken", "stale-press", "help-in-dialog",
        "current-answer", "current-files", "choose-answer", "photos-so-far", "kept-so-far", "photos-label", "kept-label", "file-label", "place-label",
        "no-place-here", "no-contact-here", "contact-not-own",
        "no-photo-here", "no-document-here", "no-voice-here", "no-video-here", "no-sticker-here",
        "misfit-other", "misfit-again", "misfit-cannot-skip", "misfit-review",
        "misfit-text-short", "misfit-text-long", "misfit-number", "misfit-number-range", "misfit-yes-no",
        "misfit-choice", "misfit-choice-gone", "misfit-date", "misfit-date-past", "misfit-date-future",
        "misfit-phone", "misfit-place", "misfit-photos", "misfit-photos-many", "misfit-file", "misfit-file-big", "misfit-code",
    ];

    /// <summary>Everything wrong, ordered by file and line; empty when the set is good.</summary>
    public static IReadOnlyList<LoadError> Check(DialogSet set, DialogFunctions functions)
    {
        List<LoadError> errors = [];
        foreach (string key in RequiredPhrases.Where(k => !set.Phrases.Has(k)))
            errors.Add(new LoadError("phrases.yaml", 1, $"the phrase '{key}' is missing"));
        foreach (Phrase phrase in set.Phrases.All)
        {
            Problem(phrase.Text, "phrases.yaml", errors);
            Buttons(set, phrase.Buttons, "phrases.yaml", errors);
        }

        foreach (GuardHit group in set.Words.Danger.Groups.Where(g => !set.Phrases.Has("danger-" + g.Id)))
            errors.Add(new LoadError("words/danger.yaml", 1, $"the group '{group.Id}' needs the phrase 'danger-{group.Id}'"));
        foreach (GuardHit group in set.Words.Denunciation.Groups.Where(g => !set.Phrases.Has("denunciation-" + g.Id)))
            errors.Add(new LoadError("words/denunciation.yaml", 1, $"the group '{group.Id}' needs the phrase 'denunciation-{group.Id}'"));
        Starts(set, errors);
        foreach (Dialog dialog in set.Dialogs.Values)
            new StepChecker(set, functions, dialog, errors).Check();
        Transcripts(set, errors);
        return [.. errors.Distinct().OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line)];
    }

    internal static void Buttons(DialogSet set, IReadOnlyList<ButtonTemplate> buttons, string file, List<LoadError> errors)
    {
        foreach (ButtonTemplate b in buttons)
        {
            if (b.Dialog is not null && !set.Dialogs.ContainsKey(b.Dialog))
                errors.Add(new LoadError(file, b.Line, $"there is no dialog '{b.Dialog}' to start"));
            Label(b.Label, file, errors);
            foreach (Template t in new[] { b.Argument, b.Url }.OfType<Template>())
                Problem(t, file, errors);
        }

        if (buttons.Count > DialogRun.MaxButtons)
            errors.Add(new LoadError(file, buttons[0].Line, $"{buttons.Count} buttons; at most {DialogRun.MaxButtons}"));
    }

    internal static void Label(Template label, string file, List<LoadError> errors)
    {
        Problem(label, file, errors);
        if (label.IsConstant)
            Label(label.Source, label.Line, file, errors);
    }

    internal static void Label(string label, int line, string file, List<LoadError> errors)
    {
        if (label.Length > DialogRun.MaxLabel)
            errors.Add(new LoadError(file, line, $"the label '{label}' has {label.Length} characters; at most {DialogRun.MaxLabel}"));
        if (string.IsNullOrWhiteSpace(label))
            errors.Add(new LoadError(file, line, "a label is empty"));
    }

    internal static void Problem(Template template, string file, List<LoadError> errors)
    {
        if (template.Problem() is { } problem)
            errors.Add(new LoadError(file, template.Line, $"the template does not compile: {problem}"));
    }

    private static void Starts(DialogSet set, List<LoadError> errors)
    {
        Dictionary<string, string> commands = new(StringComparer.OrdinalIgnoreCase) { [CancelCommand] = "(built in)" };
        Dictionary<string, string> phrases = new(StringComparer.Ordinal);
        foreach (Dialog d in set.Dialogs.Values)
        {
            foreach (string command in d.Commands)
            {
                if (command.Length < 2 || command[0] != '/' || !command.AsSpan(1).ContainsOnlyCommandLetters())
                    errors.Add(new LoadError(d.File, 1, $"the command '{command}' is not / and small letters a-z, digits or _"));
                if (!commands.TryAdd(command, d.Id))
                    errors.Add(new LoadError(d.File, 1, $"the command '{command}' belongs to {commands[command]} already"));
            }

            foreach (string phrase in d.StartPhrases)
            {
                string key = DialogSet.KeyOf(phrase);
                if (set.Words.Control(phrase) is { } control and not "help")
                    errors.Add(new LoadError(d.File, 1, $"the phrase '{phrase}' means '{control}' at every step (words.yaml)"));
                if (!phrases.TryAdd(key, d.Id))
                    errors.Add(new LoadError(d.File, 1, $"the phrase '{phrase}' belongs to {phrases[key]} already"));
            }
        }
    }

    private static bool ContainsOnlyCommandLetters(this ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
                return false;
        }

        return true;
    }

    private static void Transcripts(DialogSet set, List<LoadError> errors)
    {
        foreach (string file in Transcript.FilesOf(set.Folder))
        {
            string name = Path.GetRelativePath(set.Folder, file).Replace('\\', '/');
            errors.AddRange(Transcript.Parse(name, File.ReadAllText(file)).Errors);
        }
    }
}
