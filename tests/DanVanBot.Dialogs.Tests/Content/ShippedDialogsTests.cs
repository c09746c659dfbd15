using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Content;

public sealed class ShippedDialogsTests
{
    public static TheoryData<string> Transcripts() =>
        [.. Transcript.FilesOf(Repo.Dialogs).Select(f => Path.GetRelativePath(Repo.Dialogs, f).Replace('\\', '/')).Where(f => !FakeFunctions.OnTheSearch.Contains(f.Split('/')[0]))];

    [Fact]
    public void Load_ShippedFolder_HasNoErrors() => DialogSet.Load(Repo.Dialogs).Errors.Should().BeEmpty();

    [Fact]
    public void Check_ShippedFolder_HasNoErrors() =>
        DialogChecker.Check(DialogSet.Load(Repo.Dialogs).Require(), FakeFunctions.All()).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void Transcript_OfShippedDialogs_IsMet(string file)
    {
        (Transcript transcript, IReadOnlyList<LoadError> errors) = Transcript.Parse(file, File.ReadAllText(Path.Combine(Repo.Dialogs, file)));
        errors.Should().BeEmpty();
        TranscriptRunner.Play(Repo.Dialogs, transcript);
    }

    [Fact]
    public void Transcripts_OfShippedDialogs_CoverEveryDialog()
    {
        DialogSet set = DialogSet.Load(Repo.Dialogs).Require();
        string[] covered = [.. Transcript.FilesOf(Repo.Dialogs).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Distinct()];
        covered.Should().BeEquivalentTo(set.Dialogs.Keys);
    }

    [Theory]
    [InlineData("/start", "bat-dau")]
    [InlineData("/hoi", "hoi")]
    [InlineData("/viec", "viec")]
    [InlineData("/phananh", "phan-anh")]
    [InlineData("/tracuu", "tra-cuu")]
    [InlineData("/baocao", "bao-cao")]
    [InlineData("/lienket", "lien-ket")]
    [InlineData("/dulieu", "du-lieu")]
    [InlineData("/xoa", "xoa")]
    [InlineData("/trogiup", "tro-giup")]
    public void ByCommand_CommandThatStays_IsItsDialog(string command, string dialog) =>
        DialogSet.Load(Repo.Dialogs).Require().ByCommand(command)!.Id.Should().Be(dialog);

    [Theory]
    [InlineData("Gửi phản ánh", "phan-anh")]
    [InlineData("  gui phan anh. ", "phan-anh")]
    [InlineData("NỘP BÁO CÁO", "bao-cao")]
    [InlineData("tro giup", "tro-giup")]
    public void ByPhrase_InOtherSpelling_IsItsDialog(string phrase, string dialog) =>
        DialogSet.Load(Repo.Dialogs).Require().ByPhrase(phrase)!.Id.Should().Be(dialog);

    [Fact]
    public void Buttons_OfShippedTexts_AreShortAndFew()
    {
        DialogSet set = DialogSet.Load(Repo.Dialogs).Require();
        IEnumerable<ButtonTemplate> buttons = set.Phrases.All.SelectMany(p => p.Buttons)
            .Concat(set.Dialogs.Values.SelectMany(d => d.Steps).SelectMany(s => s.Buttons));
        buttons.Where(b => b.Label.IsConstant).Should().OnlyContain(b => b.Label.Source.Length <= 20);
    }
}
