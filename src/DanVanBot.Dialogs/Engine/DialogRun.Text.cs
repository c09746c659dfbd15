using System.Globalization;

namespace DanVanBot.Dialogs;

/// <summary>How a turn fills its texts.</summary>
internal sealed partial class DialogRun
{
    private void Say(Step step)
    {
        if (step.Text is not null)
            AddMessage(Compose(step.Text, Phrases.Fill(step.Buttons, Model(ButtonTexts(step))), step.Attachments));
    }

    private void AddMessage(BotMessage message)
    {
        _messages.Add(message.After(_preface));
        _preface = null;
    }

    private static IEnumerable<Template> ButtonTexts(Step step) =>
        step.Buttons.SelectMany(b => new[] { b.Label, b.Argument, b.Url }).OfType<Template>();

    private BotMessage Compose(Template template, IReadOnlyList<Button> buttons, string? attachments = null)
    {
        Dictionary<string, object?> model = Model([template], attachments);
        (string text, IReadOnlyList<TextSpan> spans) = template.Render(model);
        return new BotMessage(text, spans, buttons, AskFor.None, attachments is null ? [] : Ids(model, attachments));
    }

    private string Filled(Template template) => template.RenderPlain(Model([template]));

    /// <summary>A sentence of phrases.yaml; it sees what a step's text sees, and <paramref name="more"/>.</summary>
    private BotMessage Phrase(string key, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        Template? text = _set.Phrases.TextOf(key);
        Dictionary<string, object?> model = Model(text is null ? [] : [text]);
        foreach ((string name, object? value) in more)
            model[name] = PlainModel.From(value);
        return _set.Phrases.Compose(key, model);
    }

    private Dictionary<string, object?> Model(IEnumerable<Template> templates, string? path = null)
    {
        Dictionary<string, object?> slots = new(StringComparer.Ordinal);
        foreach ((string name, SlotValue v) in _slots)
            slots[name] = SlotModel(v);
        Dictionary<string, object?> result = new(StringComparer.Ordinal);
        foreach (string name in _values.Keys)
            result[name] = PlainModel.From(_values[name]);
        Dictionary<string, object?> model = new(StringComparer.Ordinal)
        {
            ["slots"] = slots,
            ["result"] = result,
            ["argument"] = PlainModel.From(_argument),
            ["now"] = _now.ToString("o", CultureInfo.InvariantCulture),
        };
        IEnumerable<string> paths = templates.SelectMany(t => t.Paths);
        foreach (string named in path is null ? paths : paths.Append(path))
        {
            string root = named.Split('.')[0];
            if (!model.ContainsKey(root) && _functions.HasShow(root))
                model[root] = Shown(root);
        }

        return model;
    }

    private static Dictionary<string, object?> SlotModel(SlotValue v) => new(StringComparer.Ordinal)
    {
        ["value"] = Markup.Strip(v.Value),
        ["label"] = Markup.Strip(v.Label),
        ["count"] = (long)v.Items.Count,
        ["items"] = v.Items.ToList<object?>(),
    };

    /// <summary>What a show function returns, asked once a turn, and again after an effect.</summary>
    private object? Shown(string name)
    {
        if (!_shown.TryGetValue(name, out object? value))
            _shown[name] = value = PlainModel.From(_functions.ShowOf(name)(Context()));
        return value;
    }

    /// <summary>Nothing to show: no model, or a list (in <c>items</c>) without entries.</summary>
    private static bool IsNothing(object? model) =>
        model is null || (model is Dictionary<string, object?> map && map.TryGetValue("items", out object? items) && items is List<object?> { Count: 0 });

    private static List<string> Ids(Dictionary<string, object?> model, string path)
    {
        object? at = model;
        foreach (string name in path.Split('.'))
            at = (at as Dictionary<string, object?>)?.GetValueOrDefault(name);
        return at is List<object?> list ? [.. list.OfType<string>()] : [];
    }
}
