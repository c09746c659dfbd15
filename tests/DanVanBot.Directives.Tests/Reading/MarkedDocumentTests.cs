using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;
using DanVanBot.Directives.Tests.Reading.Made2;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Documents written by another hand than the maker's, in shapes met in real ones; each in the layout it was written in and in others.</summary>
public sealed class MarkedDocumentTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(null)]
    [InlineData("whole")]
    [InlineData("wrapped")]
    [InlineData("apart")]
    [InlineData("web")]
    public void Read_MarkedDocuments_GivesWhatIsMarked(string? layout)
    {
        var score = new ReadingScore();
        foreach (var name in MarkedDocument.Names)
        {
            // Nobody wraps Markdown by hand.
            if (layout is not null && name.EndsWith(".md", StringComparison.Ordinal)) continue;
            // What was scanned was never on a web page.
            if (layout == "web" && name.Contains("ocr", StringComparison.Ordinal)) continue;
            var marked = MarkedDocument.Load(name, layout);
            var read = DocumentFile.Read(name, System.Text.Encoding.UTF8.GetBytes(marked.Text));
            score.Add(name, marked.Truth, read.Directive, read.Detail);
        }

        output.WriteLine($"{layout ?? "as written"}\n{score}\n{string.Join('\n', score.Misses.Take(400))}");
        score.Misses.Should().BeEmpty();
    }
}
