using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// A letter tells a story before it asks ("tôi có người bạn ở Bình Sơn, làm ở ngành văn hóa, xin hỏi …"). What stands in the part that asks counts whole when it is
/// weighed how much of a question a passage covers; the story helps to find and counts little.
/// </summary>
internal static class Requests
{
    private static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create(",.;:?!");
    private const int Long = 14;
    private const float Story = 0.35f;
    private const float After = 0.6f;

    public static float[] WeightsOf(List<Token> tokens, string text, QuestionRules rules)
    {
        var weights = new float[tokens.Count];
        Array.Fill(weights, 1);
        if (tokens.Count < Long) return weights;
        int first = -1, last = -1;
        var parts = Parts(tokens, text);
        var asking = rules.Asking.Matches(tokens, text);
        for (var p = 0; p < parts.Count; p++)
        {
            if (!asking.Exists(a => a.From >= parts[p].From && a.From < parts[p].To)) continue;
            if (first < 0) first = p;
            last = p;
        }

        if (first < 0) return weights;
        for (var p = 0; p < parts.Count; p++)
        {
            var weight = p < first ? Story : p > last ? After : 1;
            Array.Fill(weights, weight, parts[p].From, parts[p].To - parts[p].From);
        }

        // "…, xin hỏi": what stands before it in the same breath is the story too.
        foreach (var (from, _) in rules.Polite.Matches(tokens, text))
        {
            if (from < parts[first].From || from >= parts[first].To || !asking.Exists(a => a.From > from && a.From < parts[first].To)) continue;
            Array.Fill(weights, Story, parts[first].From, from - parts[first].From);
            break;
        }

        return weights;
    }

    private static List<(int From, int To)> Parts(List<Token> tokens, string text)
    {
        var parts = new List<(int, int)>();
        var from = 0;
        for (var i = 1; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !text.AsSpan(tokens[i - 1].End, tokens[i].Start - tokens[i - 1].End).ContainsAny(Marks)) continue;
            parts.Add((from, i));
            from = i;
        }

        return parts;
    }
}
