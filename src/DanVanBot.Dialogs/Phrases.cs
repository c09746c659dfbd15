namespace DanVanBot.Dialogs;

/// <summary>A sentence outside any dialog, with optional buttons.</summary>
public sealed record Phrase(string Key, Template Text, IReadOnlyList<ButtonTemplate> Buttons, int Line);

/// <summary>The sentences of <c>phrases.yaml</c>: what the engine and the service say outside the steps of a dialog.</summary>
public sealed class Phrases
{
    private readonly Dictionary<string, Phrase> _phrases;

    internal Phrases(Dictionary<string, Phrase> phrases) => _phrases = phrases;

    public IReadOnlyCollection<Phrase> All => _phrases.Values;

    public bool Has(string key) => _phrases.ContainsKey(key);

    /// <summary>The message of a key, its places filled from <paramref name="model"/> (any object; names in camelCase).</summary>
    /// <exception cref="KeyNotFoundException">No such phrase: a defect that <c>dialogs check</c> finds for the engine's own keys.</exception>
    public BotMessage Say(string key, object? model = null)
    {
        Phrase phrase = _phrases.TryGetValue(key, out Phrase? p)
            ? p
            : throw new KeyNotFoundException($"phrases.yaml has no '{key}'");
        return Compose(phrase, PlainModel.Map(model));
    }

    internal BotMessage Compose(string key, IReadOnlyDictionary<string, object?> model) =>
        _phrases.TryGetValue(key, out Phrase? p) ? Compose(p, model) : BotMessage.Plain(key);

    internal Template? TextOf(string key) => _phrases.GetValueOrDefault(key)?.Text;

    private static BotMessage Compose(Phrase phrase, IReadOnlyDictionary<string, object?> model)
    {
        (string text, IReadOnlyList<TextSpan> spans) = phrase.Text.Render(model);
        return new BotMessage(text, spans, Fill(phrase.Buttons, model), AskFor.None, []);
    }

    /// <summary>Buttons with their places filled; one whose label comes out empty is left out.</summary>
    internal static IReadOnlyList<Button> Fill(IReadOnlyList<ButtonTemplate> buttons, IReadOnlyDictionary<string, object?> model)
    {
        List<Button> filled = [];
        foreach (ButtonTemplate b in buttons)
        {
            string label = b.Label.RenderPlain(model);
            if (label.Length == 0)
                continue;
            if (b.Url is not null)
            {
                filled.Add(new Button(label, new ButtonAction.Open(b.Url.RenderPlain(model))));
                continue;
            }

            string? argument = b.Argument?.RenderPlain(model);
            filled.Add(new Button(label, new ButtonAction.Start(b.Dialog!, string.IsNullOrEmpty(argument) ? null : argument)));
        }

        return filled;
    }
}
