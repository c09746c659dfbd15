namespace DanVanBot.Dialogs;

/// <summary>What is said when an answer does not fit.</summary>
internal sealed partial class DialogRun
{
    // What is plainly meant as an answer (too long, out of range) is no question of another kind.
    private static readonly HashSet<string> NoQuestions = new(StringComparer.Ordinal)
    {
        "text-short", "text-long", "number-range", "date-past", "date-future", "file-big", "choice-gone", "cannot-skip",
    };

    private const int LongestQuestion = 1000;

    private DialogTurn Misfit(string reason)
    {
        AskStep? ask = _step as AskStep;
        // What was to be chosen from is gone, and with it the question.
        if (reason == "choice-gone" && ask is not null && !Holds(ask))
            return GoTo(ask);
        bool tooLong = reason == "text-long";
        if (!tooLong)
            _misses++;
        _preface = Sentence(ask, reason);
        if (_misses >= 2 && !tooLong)
        {
            string example = ask?.Example is null ? "" : Filled(ask.Example);
            _preface = Phrase("misfit-again", ("example", example)).After(_preface);
        }

        DialogTurn turn = Ask(again: true, TurnOutcome.Misfit);
        return turn with
        {
            State = tooLong ? _given : turn.State,
            MayBeQuestion = _input is DialogInput.Text { Value.Length: <= LongestQuestion } && !NoQuestions.Contains(reason),
        };
    }

    /// <summary>A file, place or number where none is due: said politely, and never counted as a miss.</summary>
    private DialogTurn Refuse(string phrase)
    {
        _preface = Phrase(phrase);
        return Ask(again: true, TurnOutcome.Misfit);
    }

    private BotMessage Sentence(AskStep? ask, string reason)
    {
        int length = _input is DialogInput.Text text ? TextClean.Clean(text.Value).Length : 0;
        long? max = ask is null ? null : ask.Type == SlotType.Text ? ask.Max ?? SlotReader.MaxText : ask.Max;
        if (ask is not null && ask.Errors.TryGetValue(reason, out Template? own))
        {
            Dictionary<string, object?> model = Model([own]);
            (model["min"], model["max"], model["length"]) = (ask.Min, max, (long)length);
            (string said, IReadOnlyList<TextSpan> spans) = own.Render(model);
            return BotMessage.Plain(said) with { Spans = spans };
        }

        string key = _set.Phrases.Has("misfit-" + reason) ? "misfit-" + reason : "misfit-other";
        return Phrase(key, ("min", ask?.Min), ("max", max), ("length", length), ("size", max / (1024 * 1024)));
    }
}
