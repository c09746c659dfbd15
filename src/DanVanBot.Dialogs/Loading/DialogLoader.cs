using YamlDotNet.RepresentationModel;

namespace DanVanBot.Dialogs;

/// <summary>Reads the folder <c>dialogs/</c>. Only here are files opened.</summary>
internal static class DialogLoader
{
    public static LoadResult Load(string folder, int number)
    {
        List<LoadError> errors = [];
        if (!Directory.Exists(folder))
            return new LoadResult(null, [new LoadError(folder, 1, "there is no such folder")]);

        Words words = Words.Read(Open(folder, "words.yaml", errors, required: true));
        words.Danger = GuardWords.Read(Open(folder, "words/danger.yaml", errors, required: false));
        words.Denunciation = GuardWords.Read(Open(folder, "words/denunciation.yaml", errors, required: false));
        TemplateCompiler compiler = new(words);
        Phrases phrases = ReadPhrases(Open(folder, "phrases.yaml", errors, required: true), compiler);

        Dictionary<string, Dialog> dialogs = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileName(path);
            string file = id + "/dialog.yaml";
            if (!File.Exists(Path.Combine(folder, file)))
                continue;
            string text = ReadText(folder, file, errors) ?? "";
            if (YamlMap.Parse(text, file, errors) is { } map && DialogReader.Read(map, id, file, text, compiler) is { } dialog)
                dialogs[id] = dialog;
        }

        if (dialogs.Count == 0 && errors.Count == 0)
            errors.Add(new LoadError("", 1, "no dialog found: a dialog is a folder with a dialog.yaml"));
        return new LoadResult(new DialogSet(number, folder, dialogs, phrases, words), errors);
    }

    private static YamlMap? Open(string folder, string file, List<LoadError> errors, bool required)
    {
        if (!required && !File.Exists(Path.Combine(folder, file)))
            return null;
        return ReadText(folder, file, errors) is { } text ? YamlMap.Parse(text, file, errors) : null;
    }

    private static string? ReadText(string folder, string file, List<LoadError> errors)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new LoadError(file, 1, $"cannot be read: {e.Message}"));
            return null;
        }
    }

    private static Phrases ReadPhrases(YamlMap? map, TemplateCompiler compiler)
    {
        Dictionary<string, Phrase> phrases = new(StringComparer.Ordinal);
        if (map is null)
            return new Phrases(phrases);
        foreach ((string key, YamlNode value, int line) in map.Entries())
        {
            if (value is YamlScalarNode { Value: { } text })
            {
                phrases[key] = new Phrase(key, new Template(compiler, text, line), [], line);
            }
            else if (map.AsMap(value) is { } entry)
            {
                Template template = new(compiler, entry.Required("text"), line);
                phrases[key] = new Phrase(key, template, DialogReader.ReadButtons(entry, compiler), line);
                entry.RefuseOthers();
            }
            else
            {
                map.Error(line, $"the phrase '{key}' is a text, or a mapping with 'text' and 'buttons'");
            }
        }

        foreach (Phrase p in phrases.Values.Where(p => string.IsNullOrWhiteSpace(p.Text.Source)))
            map.Error(p.Line, $"the phrase '{p.Key}' has no text");
        return new Phrases(phrases);
    }
}
