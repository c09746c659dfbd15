using DanVanBot.Directives.Search;
using DanVanBot.Directives.Text;

namespace DanVanBot.Directives.Answering;

/// <summary>
/// What a word typed without marks is: "to hoa giai" is "tổ hòa giải" and not "to" or "tớ", since the documents have that word beside its neighbour and no other.
/// </summary>
internal static class ContentWords
{
    private const int LookedAt = 6;

    /// <summary>True where a word that could be a function word is another one wherever the documents have it beside its neighbour in the question.</summary>
    public static bool IsMeant(List<Token> tokens, int i, Corpus corpus, QuestionRules rules) =>
        (i + 1 < tokens.Count && !tokens[i + 1].Breaks && IsOther(tokens[i], tokens[i + 1], ofFirst: true, corpus, rules))
        || (i > 0 && !tokens[i].Breaks && IsOther(tokens[i - 1], tokens[i], ofFirst: false, corpus, rules));

    /// <summary>"chuyển đổi số": a function word that the documents have behind nearly every use of the word before it is a part of that name.</summary>
    public static bool IsCollocation(List<Token> tokens, int i, Corpus corpus, QuestionRules rules)
    {
        const int least = 3;
        const float nearlyAll = 0.7f;
        if (i == 0 || tokens[i].Breaks || tokens[i - 1].IsNumber || rules.FunctionWords.Contains(tokens[i - 1].Folded)) return false;
        var together = corpus.Index.BlocksOf(corpus.Index.Pair(tokens[i - 1].Folded, tokens[i].Folded)).Length;
        return together >= least && together >= nearlyAll * corpus.Index.BlocksOf(corpus.Index.Term(tokens[i - 1].Folded)).Length;
    }

    private static bool IsOther(Token first, Token second, bool ofFirst, Corpus corpus, QuestionRules rules)
    {
        var neighbour = ofFirst ? second : first;
        if (neighbour.IsNumber || rules.FunctionWords.Contains(neighbour.Folded)) return false;
        var pair = corpus.Index.Pair(first.Folded, second.Folded);
        if (pair < 0) return false;
        int a = corpus.Index.Term(first.Folded), b = corpus.Index.Term(second.Folded), others = 0, same = 0;
        var blocks = corpus.Index.BlocksOf(pair);
        for (var k = 0; k < Math.Min(LookedAt, blocks.Length); k++)
        {
            var block = corpus.Blocks[blocks[k]];
            for (var j = 0; j + 1 < block.Terms.Length; j++)
            {
                if (block.Terms[j] != a || block.Terms[j + 1] != b) continue;
                var token = block.Tokens[ofFirst ? j : j + 1];
                if (rules.IsFunctionWord(token, block.Block.Text, marked: true)) same++;
                else others++;
                break;
            }
        }

        return others > same;
    }
}
