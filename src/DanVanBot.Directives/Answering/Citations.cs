using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Answering;

/// <summary>Makes citations: every quote is cut out of the stored block, so that it cannot be anything else.</summary>
internal static class Citations
{
    private const int Shortest = 15;

    public static Citation Of(Candidate candidate) => Of(candidate.Block, candidate.Passage.Start, candidate.Passage.End);

    public static Citation Of(CorpusBlock block) => Of(block, 0, block.Block.Text.Length);

    public static Citation Of(CorpusBlock block, int start, int end)
    {
        var text = block.Block.Text;
        if (end - start < Shortest)
        {
            start = 0;
            end = text.Length;
        }

        while (start < end && text[start] is '-' or '–' or '+' or '•' or ' ') start++;
        while (end > start && text[end - 1] is ' ' or ';') end--;
        return new Citation(block.Document.Directive, block.Block.SectionId, text[start..end], block.Block.Id, start, end - start, block.Document.Directive.IsSummary);
    }
}
