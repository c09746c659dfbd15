using System.Security.Cryptography;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace DanVanBot.Dialogs;

/// <summary>One <c>dialog.yaml</c> into a <see cref="Dialog"/>. What the keys mean is written in docs/dialogs.md.</summary>
internal static class DialogReader
{
    private static readonly string[] Kinds = ["say", "show", "ask", "do", "review", "goto", "end"];

    public static Dialog? Read(YamlMap map, string id, string file, string text, TemplateCompiler compiler)
    {
        string named = map.Required("id");
        if (named.Length > 0 && named != id)
            map.Error(map.LineOf("id"), $"the id '{named}' is not the name of the folder '{id}'");
        List<Step> steps = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int n = 0;
        foreach (YamlMap entry in map.Maps("steps"))
        {
            if (ReadStep(entry, ++n, compiler) is not { } step)
                continue;
            if (!seen.Add(step.Id))
                entry.Error(entry.Line, $"a second step is called '{step.Id}'");
            steps.Add(step);
        }

        if (steps.Count == 0)
            map.Error(map.Line, "a dialog has 'steps'");
        Dialog dialog = new(steps)
        {
            Id = id,
            Title = map.Required("title"),
            File = file,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16],
            Commands = [.. map.Texts("commands").Select(t => t.Text)],
            StartPhrases = [.. map.Texts("phrases").Select(t => t.Text)],
            When = Guards(map),
            Otherwise = map.Text("otherwise"),
        };
        map.RefuseOthers();
        return steps.Count == 0 ? null : dialog;
    }

    private static Step? ReadStep(YamlMap map, int number, TemplateCompiler compiler)
    {
        string[] kinds = [.. Kinds.Where(map.Has)];
        if (kinds.Length != 1)
        {
            map.Error(map.Line, $"a step is exactly one of {string.Join(", ", Kinds)}; this one is {(kinds.Length == 0 ? "none" : string.Join(" and ", kinds))}");
            return null;
        }

        string id = map.Text("id") ?? (kinds[0] == "ask" ? map.Text("ask")! : $"{kinds[0]}-{number}");
        int line = map.Line;
        Template? text = Optional(map, "text", compiler);
        Step step;
        switch (kinds[0])
        {
            case "say":
                text = Optional(map, "say", compiler);
                step = new SayStep(id, line);
                break;
            case "show":
                step = new ShowStep(id, line, map.Required("show"));
                break;
            case "do":
                step = new DoStep(id, line, map.Required("do"));
                break;
            case "review":
                string[] slots = [.. map.Texts("review").Select(t => t.Text)];
                step = new ReviewStep(id, line, slots) { SendLabel = new Template(compiler, map.Required("send"), line) };
                break;
            case "goto":
                step = new GotoStep(id, line, map.Required("goto"), Optional(map, "argument", compiler));
                break;
            case "end":
                text = map.Text("end") is "true" ? text : Optional(map, "end", compiler);
                step = new EndStep(id, line);
                break;
            default:
                step = AskReader.Read(map, id, compiler);
                break;
        }

        step = step with
        {
            Text = text,
            When = Guards(map),
            Otherwise = map.Text("otherwise"),
            Next = ReadNext(map),
            Buttons = ReadButtons(map, compiler),
            Attachments = map.Text("attachments"),
        };
        if (string.IsNullOrWhiteSpace(text?.Source) && step is (SayStep or ShowStep or AskStep or ReviewStep))
            map.Error(line, $"the step '{id}' has no text");
        map.RefuseOthers();
        return step;
    }

    public static IReadOnlyList<ButtonTemplate> ReadButtons(YamlMap map, TemplateCompiler compiler)
    {
        List<ButtonTemplate> buttons = [];
        foreach (YamlMap b in map.Maps("buttons"))
        {
            string label = b.Required("label");
            string? dialog = b.Text("start");
            Template? url = Optional(b, "open", compiler);
            Template? argument = Optional(b, "argument", compiler);
            if (dialog is null == url is null)
                b.Error(b.Line, "a button has either 'start' (a dialog) or 'open' (an address)");
            else
                buttons.Add(new ButtonTemplate(new Template(compiler, label, b.Line), dialog, argument, url, b.Line));
            b.RefuseOthers();
        }

        return buttons;
    }

    public static Template? Optional(YamlMap map, string key, TemplateCompiler compiler) =>
        map.Text(key) is { } text ? new Template(compiler, text, map.LineOf(key)) : null;

    private static Branches ReadNext(YamlMap map)
    {
        if (map.Node("next") is not { } node)
            return Branches.None;
        if (node is YamlScalarNode { Value: { } target })
            return new Branches(new Dictionary<string, string>(StringComparer.Ordinal) { [Branches.Otherwise] = target });
        return map.Map("next") is { } branches
            ? new Branches(branches.TextEntries().ToDictionary(e => e.Key, e => e.Value.Text, StringComparer.Ordinal))
            : Branches.None;
    }

    private static IReadOnlyList<Guard> Guards(YamlMap map)
    {
        List<Guard> guards = [];
        foreach ((string text, _) in map.Texts("when"))
        {
            bool negated = text.StartsWith("not ", StringComparison.Ordinal);
            guards.Add(new Guard(negated ? text[4..].Trim() : text.Trim(), negated));
        }

        return guards;
    }
}
