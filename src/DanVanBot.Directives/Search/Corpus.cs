namespace DanVanBot.Directives.Search;

/// <summary>An immutable, numbered snapshot of all documents with everything a question needs precomputed. Safe to share between threads.</summary>
public sealed class Corpus
{
    private Corpus(IReadOnlyList<Directive> directives, int number)
    {
        Directives = directives;
        Number = number;
    }

    public int Number { get; }

    public IReadOnlyList<Directive> Directives { get; }

    /// <summary>Builds the snapshot. A summary is left out when the real document it stands for is among <paramref name="directives"/>.</summary>
    public static Corpus Build(IEnumerable<Directive> directives, int number = 1) => new([.. directives], number);
}
