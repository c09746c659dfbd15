namespace DanVanBot.Directives.Reading;

/// <summary>A block with the way back to the original, before metadata are read.</summary>
internal sealed record DraftBlock(string SectionId, BlockKind Kind, string Text, int[] Offsets);

/// <summary>What the section automaton made of the paragraphs.</summary>
internal sealed class Structure
{
    public List<Section> Sections { get; } = [];

    public List<DraftBlock> Blocks { get; } = [];

    /// <summary>The lines of head and signature one by one, as the metadata reader wants them.</summary>
    public List<string> HeaderLines { get; } = [];

    public List<string> SignatureLines { get; } = [];

    public List<string> AddresseeItems { get; } = [];

    public List<string> CopyItems { get; } = [];

    public Section? Find(string id) => Sections.Find(s => s.Id == id);
}
