using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// What a question asks for: the noun beside "gì", "nào", "bao nhiêu", the verb behind "ai". A passage that says everything of a question but this is about the thing and
/// does not say what is asked of it ("xe ép rác hiệu gì").
/// </summary>
internal static class Focus
{
    private const int Longest = 2;

    public static bool[] Of(List<Token> tokens, string text, bool marked, QuestionRules rules)
    {
        var focus = new bool[tokens.Count];
        var none = new bool[tokens.Count];
        foreach (var (from, to) in rules.NoFocus.Matches(tokens, text)) Array.Fill(none, true, from, to - from);
        foreach (var (from, to) in rules.ClassNouns.Matches(tokens, text)) Array.Fill(none, true, from, to - from);
        foreach (var (from, to) in rules.Polite.Matches(tokens, text)) Array.Fill(none, true, from, to - from);
        foreach (var (from, _) in rules.FocusBefore.Matches(tokens, text))
        {
            var taken = 0;
            for (var i = from - 1; i >= 0 && taken < Longest && !none[i] && !tokens[i].IsNumber && !tokens[i + 1].Breaks; i--, taken++) focus[i] = true;
        }

        foreach (var (_, to) in rules.FocusOf.Matches(tokens, text))
        {
            for (var i = to; i < Math.Min(tokens.Count, to + Longest) && !none[i] && !tokens[i].IsNumber && !tokens[i].Breaks; i++) focus[i] = true;
        }

        foreach (var (_, to) in rules.FocusAfter.Matches(tokens, text))
        {
            var taken = 0;
            // "bao nhiêu héc-ta": a unit of the answer, which is told by its figures.
            if (to < tokens.Count && rules.IsUnit(tokens[to].Folded)) continue;
            for (var i = to; i < tokens.Count && taken < Longest && !tokens[i].IsNumber && !(i > to && tokens[i].Breaks); i++)
            {
                if (none[i] && taken == 0 && i < to + 2) continue;
                if (none[i]) break;
                focus[i] = true;
                taken++;
            }
        }

        return focus;
    }
}
