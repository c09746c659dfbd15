using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Documents nobody tuned the reader by hand for, from every format: the same truth must come out of each.</summary>
public sealed class MadeDocumentTests(ITestOutputHelper output)
{
    private const int Count = 80;

    // What the rules are looked at with while they are written, and what they have never seen.
    private const int Known = 1, Unseen = 20_000;

    private static readonly (string Field, double Least)[] Floors =
    [
        ("read", 1), ("type", .98), ("number", .98), ("date", 1), ("subject", .97), ("issuer", .97), ("signer", .98), ("role", .98), ("addressees", .98), ("copies", .98),
        ("sections recall", .97), ("sections precision", .97), ("tasks recall", .97), ("tasks precision", .97), ("task units", .97),
        ("duties recall", .95), ("duties precision", .95), ("duty recurrence", .97), ("duty day", .95), ("duty recipient", .97), ("duty way", .97),
        ("references recall", .97), ("references precision", .97), ("reference issuer", .97), ("figures recall", .97), ("figures precision", .97), ("figure fraction", .97), ("figure flag", .97),
    ];

    [Theory]
    [InlineData("txt", Known)]
    [InlineData("txt", Unseen)]
    [InlineData("md", Known)]
    [InlineData("md", Unseen)]
    [InlineData("docx", Known)]
    [InlineData("docx", Unseen)]
    [InlineData("pdf", Known)]
    [InlineData("pdf", Unseen)]
    public void Read_MadeDocuments_GivesWhatWasMade(string format, int first)
    {
        var score = new ReadingScore();
        foreach (var seed in Enumerable.Range(first, Count))
        {
            var made = DocumentMaker.Make(seed);
            var read = DocumentFile.Read($"{seed}.{format}", Write(made, format));
            score.Add($"{seed}.{format}", made, read.Directive, read.Detail);
        }

        output.WriteLine($"{format}\n{score}\n{string.Join('\n', score.Misses.Take(400))}");
        Floors.Where(f => score[f.Field] < f.Least).Select(f => $"{f.Field} {score[f.Field]:0.000} < {f.Least:0.000}").Should().BeEmpty(score.ToString());
    }

    [Fact]
    public void Read_SameDocumentInWordAndPdf_GivesTheSameTasksAndReferences()
    {
        foreach (var seed in Enumerable.Range(Known, 20))
        {
            var made = DocumentMaker.Make(seed);
            Directive word = DocumentFile.Read("a.docx", WordFile.Of(made)).Directive!, pdf = DocumentFile.Read("a.pdf", PdfFile.Of(made)).Directive!;
            pdf.Sections.Select(s => s.Id).Should().Equal(word.Sections.Select(s => s.Id), "seed {0}", seed);
            pdf.References.Select(r => (r.Number, r.Date)).Should().Equal(word.References.Select(r => (r.Number, r.Date)), "seed {0}", seed);
        }
    }

    private static byte[] Write(MadeDocument made, string format) =>
        format switch { "txt" => TextFile.Plain(made), "md" => TextFile.Markdown(made), "docx" => WordFile.Of(made), _ => PdfFile.Of(made) };
}
