using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Tests.Search;

public sealed class CorpusFileTests : IDisposable
{
    private static readonly string[] Questions =
    [
        "Các chi bộ phải làm gì?", "toàn xã trồng mới bao nhiêu cây", "chi thi 17 cua thu tuong ngay may", "báo cáo nêu những hạn chế gì", "ubnd xã lm j z",
        "vuon uom phai giu sach sauu benhh", "năm 2019 trồng bao nhiêu cây", "Ai ký công văn trồng cây?", "trồng cây",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("danvanbot").FullName;

    private string Cache => Path.Combine(_folder, "index.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LoadOrBuild_SecondTime_LoadsAndAnswersTheSame()
    {
        var built = Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out var first);
        var loaded = Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out var second);
        (first, second).Should().Be((CorpusOrigin.Built, CorpusOrigin.Loaded));
        foreach (var question in Questions) Told(question, loaded).Should().Be(Told(question, built));
    }

    [Fact]
    public void LoadOrBuild_OtherDocuments_BuildsAnew()
    {
        Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out _);
        var other = Fixtures.Read("thu-46.txt", Fixtures.Letter.Replace("2.500 cây", "2.600 cây"));
        Corpus.LoadOrBuild([other], 2, Cache, out var origin);
        origin.Should().Be(CorpusOrigin.Built);
        Corpus.LoadOrBuild([other], 2, Cache, out origin);
        origin.Should().Be(CorpusOrigin.Loaded);
    }

    [Fact]
    public void LoadOrBuild_MetadataCorrected_BuildsAnew()
    {
        var directive = Fixtures.Corpus.Directives[0];
        Corpus.LoadOrBuild([directive], 1, Cache, out _);
        Corpus.LoadOrBuild([directive with { Year = 2023 }], 2, Cache, out var origin);
        origin.Should().Be(CorpusOrigin.Built);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(500)]
    [InlineData(-1)]
    public void LoadOrBuild_ChangedByte_BuildsAnew(int at)
    {
        Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out _);
        var bytes = File.ReadAllBytes(Cache);
        bytes[at < 0 ? bytes.Length - 1 : at] ^= 0x40;
        File.WriteAllBytes(Cache, bytes);
        var corpus = Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out var origin);
        origin.Should().Be(CorpusOrigin.Built);
        Told(Questions[0], corpus).Should().Be(Told(Questions[0], Fixtures.Corpus));
        Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out origin);
        origin.Should().Be(CorpusOrigin.Loaded, "the damaged file was replaced");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(3000)]
    public void LoadOrBuild_CutShort_BuildsAnew(int length)
    {
        Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out _);
        File.WriteAllBytes(Cache, File.ReadAllBytes(Cache)[..length]);
        Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Cache, out var origin);
        origin.Should().Be(CorpusOrigin.Built);
    }

    [Fact]
    public void LoadOrBuild_NowhereToWrite_AnswersAllTheSame()
    {
        var corpus = Corpus.LoadOrBuild(Fixtures.Corpus.Directives, 1, Path.Combine(_folder, "no", "such", "folder", "index.bin"), out var origin);
        origin.Should().Be(CorpusOrigin.BuiltUnsaved);
        Told(Questions[0], corpus).Should().Be(Told(Questions[0], Fixtures.Corpus));
    }

    [Fact]
    public void LoadOrBuild_NoDocuments_IsSavedToo()
    {
        Corpus.LoadOrBuild([], 1, Cache, out _);
        Corpus.LoadOrBuild([], 1, Cache, out var origin).Directives.Should().BeEmpty();
        origin.Should().Be(CorpusOrigin.Loaded);
    }

    private static string Told(string question, Corpus corpus) => AskJson.WriteAnswer("1", Answerer.Answer(new Question(question), corpus, Fixtures.Today), AnswerTexts.Default, 0);
}
