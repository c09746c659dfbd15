using DanVanBot.Directives.Reading.Formats;
using DanVanBot.Directives.Tests.Reading.Made;

namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Documents nobody tuned the reader by hand for, from every format: the same truth must come out of each.</summary>
public sealed class MadeDocumentTests(ITestOutputHelper output)
{
    private const int Count = 120;

    [Theory]
    [InlineData("txt")]
    [InlineData("md")]
    [InlineData("docx")]
    [InlineData("pdf")]
    public void Read_MadeDocuments_GivesWhatWasMade(string format)
    {
        var score = new ReadingScore();
        var first = int.Parse(Environment.GetEnvironmentVariable("DANVAN_MADE_FROM") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var seed in Enumerable.Range(first, Count))
        {
            var made = DocumentMaker.Make(seed);
            var bytes = format switch { "txt" => TextFile.Plain(made), "md" => TextFile.Markdown(made), "docx" => WordFile.Of(made), _ => PdfFile.Of(made) };
            if (Environment.GetEnvironmentVariable("DANVAN_MADE_OUT") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"{seed}.{format}"), bytes);
            var read = DocumentFile.Read($"{seed}.{format}", bytes);
            score.Add($"{seed}.{format}", made, read.Directive, read.Detail);
        }

        output.WriteLine($"{format}\n{score}\n{string.Join('\n', score.Misses.Take(400))}");
    }
}
