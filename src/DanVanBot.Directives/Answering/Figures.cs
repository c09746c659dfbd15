using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>How near the figures of a passage stand to what is counted.</summary>
internal static class Figures
{
    private const int Reach = 6;

    /// <summary>
    /// Near: 1 where the noun that is counted stands right behind a figure, less the farther away it is, 0 where it stands by none. Qualified: how many of the words behind the
    /// noun in the question stand in the clause of that figure. Both 1 where nothing is counted.
    /// </summary>
    public static (float Near, float Qualified) Near(CorpusBlock block, Understanding question, QuestionRules rules)
    {
        if (!question.Has(Intents.Number) || question.AskedNouns.Count == 0) return (1, 1);
        float near = 0, qualified = 0;
        foreach (var clause in block.Clauses)
        {
            for (var i = clause.FirstToken; i < clause.EndToken; i++)
            {
                var token = block.Tokens[i];
                var inWords = rules.NumberWords.Contains(block.Block.Text.Substring(token.Start, token.Length));
                if (!inWords && !(token.IsNumber && AnswerTypes.IsQuantity(block, i, rules))) continue;
                foreach (var noun in question.AskedNouns)
                {
                    var at = Nearest(block, i, clause, noun);
                    if (at <= 0) continue;
                    var share = noun.Words.Length == 0 ? 1 : (float)noun.Words.Count(w => Has(block, clause, w)) / noun.Words.Length;
                    if (at + share <= near + qualified) continue;
                    near = at;
                    qualified = share;
                }
            }
        }

        return (near, qualified);
    }

    private static float Nearest(CorpusBlock block, int figure, Clause clause, AskedNoun noun)
    {
        for (var d = 1; d <= Reach; d++)
        {
            if (figure + d < clause.EndToken && Array.IndexOf(noun.AnyOf, block.Tokens[figure + d].Folded) >= 0) return 1 - ((d - 1) / (float)Reach);
            if (figure - d >= clause.FirstToken && Array.IndexOf(noun.AnyOf, block.Tokens[figure - d].Folded) >= 0) return .7f - ((d - 1) * .7f / Reach);
        }

        return 0;
    }

    private static bool Has(CorpusBlock block, Clause clause, string word)
    {
        for (var i = clause.FirstToken; i < clause.EndToken; i++)
        {
            if (block.Tokens[i].Folded == word) return true;
        }

        return false;
    }
}
