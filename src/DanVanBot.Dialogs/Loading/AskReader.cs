using YamlDotNet.RepresentationModel;

namespace DanVanBot.Dialogs;

/// <summary>The keys of an <c>ask</c> step.</summary>
internal static class AskReader
{
    public static readonly IReadOnlyDictionary<string, SlotType> Types = new Dictionary<string, SlotType>(StringComparer.Ordinal)
    {
        ["text"] = SlotType.Text,
        ["number"] = SlotType.Number,
        ["yes-no"] = SlotType.YesNo,
        ["choice"] = SlotType.Choice,
        ["date"] = SlotType.Date,
        ["phone"] = SlotType.Phone,
        ["place"] = SlotType.Place,
        ["photos"] = SlotType.Photos,
        ["file"] = SlotType.File,
        ["code"] = SlotType.Code,
    };

    private static readonly Dictionary<string, AttachmentKind> KindNames = new(StringComparer.Ordinal)
    {
        ["photo"] = AttachmentKind.Photo,
        ["document"] = AttachmentKind.Document,
        ["voice"] = AttachmentKind.Voice,
        ["video"] = AttachmentKind.Video,
        ["sticker"] = AttachmentKind.Sticker,
    };

    public static AskStep Read(YamlMap map, string id, TemplateCompiler compiler)
    {
        string typeName = map.Required("type");
        if (!Types.TryGetValue(typeName, out SlotType type) && typeName.Length > 0)
            map.Error(map.LineOf("type"), $"'{typeName}' is no slot type; there are: {string.Join(", ", Types.Keys)}");
        return new AskStep(id, map.Line, map.Required("ask"), type)
        {
            Label = DialogReader.Optional(map, "label", compiler),
            Options = map.Node("options") is YamlScalarNode { Value: { } name } ? name : null,
            Choices = ReadChoices(map),
            Check = map.Text("check"),
            Value = map.Text("value"),
            FromArgument = From(map),
            Optional = map.Flag("optional"),
            Fresh = map.Flag("fresh"),
            Min = map.Number("min"),
            Max = map.Number("max"),
            Range = ReadRange(map),
            Keep = ReadKeep(map),
            Again = DialogReader.Optional(map, "again", compiler),
            Help = DialogReader.Optional(map, "help", compiler),
            Example = DialogReader.Optional(map, "example", compiler),
            Errors = map.Map("errors")?.TextEntries().ToDictionary(
                e => e.Key,
                e => new Template(compiler, e.Value.Text, e.Value.Line),
                StringComparer.Ordinal) ?? [],
            Back = map.Text("back"),
            Navigation = map.Flag("navigation", otherwise: true),
        };
    }

    private static bool From(YamlMap map)
    {
        string? from = map.Text("from");
        if (from is not null and not "argument")
            map.Error(map.LineOf("from"), $"'from' knows only 'argument', not '{from}'");
        return from == "argument";
    }

    /// <summary>Options in the file: for a yes-no question only the labels of "yes" and "no" may be changed.</summary>
    private static List<Choice> ReadChoices(YamlMap map)
    {
        List<Choice> choices = [];
        if (map.Node("options") is null or YamlScalarNode)
            return choices;
        foreach (YamlMap entry in map.Maps("options"))
        {
            choices.Add(new Choice(entry.Required("value"), Markup.Strip(entry.Required("label"))));
            entry.RefuseOthers();
        }

        foreach (Choice c in choices.Where(c => c.Value.StartsWith('!')))
            map.Error(map.LineOf("options"), $"the value '{c.Value}' must not begin with '!'");
        if (choices.DistinctBy(c => c.Value).Count() < choices.Count)
            map.Error(map.LineOf("options"), "two options have the same value");
        return choices;
    }

    private static DateRange ReadRange(YamlMap map)
    {
        switch (map.Text("range"))
        {
            case null or "any":
                return DateRange.Any;
            case "past":
                return DateRange.Past;
            case "future":
                return DateRange.Future;
            case var other:
                map.Error(map.LineOf("range"), $"'range' is past, future or any, not '{other}'");
                return DateRange.Any;
        }
    }

    private static List<AttachmentKind> ReadKeep(YamlMap map)
    {
        List<AttachmentKind> kinds = [];
        foreach ((string name, int line) in map.Texts("keep"))
        {
            if (KindNames.TryGetValue(name, out AttachmentKind kind))
                kinds.Add(kind);
            else
                map.Error(line, $"'{name}' is no kind of file; there are: {string.Join(", ", KindNames.Keys)}");
        }

        return kinds;
    }
}
