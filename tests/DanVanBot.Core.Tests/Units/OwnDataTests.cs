using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Tests.Petitions;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Units;

public sealed class OwnDataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consent_GivenAndWithdrawn_IsAskedForAgain()
    {
        await using var desk = await Desk.OpenAsync();
        (await desk.WhenAsync("dan", "consent-needed")).Should().BeTrue();
        await PetitionTests.SendAsync(desk, "dan");
        (await desk.WhenAsync("dan", "consent-needed")).Should().BeFalse();
        (await desk.ValueAsync("dan", "my-phone")).Should().Be("0912345678");
        (await desk.EffectAsync("dan", "withdraw-consent")).Outcome.Should().Be("ok");
        (await desk.WhenAsync("dan", "consent-needed")).Should().BeTrue();
        (await desk.ValueAsync("dan", "my-phone")).Should().BeNull();
        (await desk.WhenAsync("dan", "has-petitions")).Should().BeTrue("what was sent under it is still answered");
    }

    [Fact]
    public async Task Consent_ToAnOlderWording_IsAskedForAgain()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.EffectAsync("dan", "give-consent");
        desk.World = desk.World with { Office = desk.Data with { ConsentVersion = "v2" } };
        (await desk.WhenAsync("dan", "consent-needed")).Should().BeTrue();
    }

    [Fact]
    public async Task MyData_OfACitizen_ListsWhatIsKept()
    {
        await using var desk = await Desk.OpenAsync("2026-06-12T09:00");
        var code = await PetitionTests.CodeAsync(desk, "dan");
        var data = (MyDataModel)(await desk.ShowAsync("dan", "my-data"))!;
        data.Should().BeEquivalentTo(new MyDataModel(
            "thứ Sáu, 12/6/2026, lúc 9 giờ", "Người Thử", "0912 345 678", [new MyPetitionModel(code, "đã tiếp nhận")], null, "người dân", []));
    }

    [Fact]
    public async Task EraseMe_AnsweredAndOpenPetitions_KeepsOnlyTheOpenOnesWordsWithoutTheirSender()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        var answered = await PetitionTests.CodeAsync(desk, "dan");
        await desk.EffectAsync("can-bo", "answer-petition", ("code", answered), ("answer", "Xong"));
        var open = await PetitionTests.CodeAsync(desk, "dan");

        var result = await desk.EffectAsync("dan", "erase-me");
        result.Values!["kept"].Should().Be(1);
        var gone = Find(desk, answered);
        (gone.Content, gone.Person, gone.Phone, gone.Answer, gone.Field).Should().Be(("", null, null, null, "ha-tang"));
        var kept = Find(desk, open);
        (kept.Content, kept.Person, kept.Phone, kept.Lane).Should().Be(("Cống nghẹt", null, null, null));
        (await desk.WhenAsync("dan", "has-petitions")).Should().BeFalse();
        (await desk.EffectAsync("dan", "find-petition", ("code", open))).Outcome.Should().Be("not-yours");
        var lane = desk.LaneOf("dan").Value;
        desk.View().Get("door", lane).Should().BeNull();
        desk.View().List(new RecordQuery(Desk.Office, "person")).Records.Should().OnlyContain(r => !r.Body.Contains(lane, StringComparison.Ordinal));

        var before = desk.SaidTo("dan").Count();
        (await desk.EffectAsync("can-bo", "answer-petition", ("code", open), ("answer", "Xong luôn"))).Outcome.Should().Be("ok");
        Find(desk, open).Should().Match<Petition>(p => p.Content == "" && p.Answer == null && p.Status == PetitionStatus.Answered);
        desk.SaidTo("dan").Should().HaveCount(before);
    }

    [Fact]
    public async Task EraseMe_FilesOfErasedPetitions_AreSweptUnlessShared()
    {
        await using var desk = await Desk.OpenAsync();
        var mine = await desk.Store.PutAttachmentAsync(Desk.Office, new byte[] { 1, 2, 3 }, Token);
        var shared = await desk.Store.PutAttachmentAsync(Desk.Office, new byte[] { 4, 5, 6 }, Token);
        await desk.CommandAsync(view =>
        {
            foreach (var (id, lane, attachment) in new[] { ("f1", "dan", mine), ("f2", "dan", shared), ("f3", "nguoi-khac", shared) })
                StoredFile.Records.Put(view, new StoredFile(id, desk.LaneOf(lane), AttachmentKind.Photo, "a.jpg", 3, attachment, "image/jpeg", FileState.Kept));
            return 0;
        });
        await desk.EffectAsync("dan", "give-consent");
        var sent = await desk.EffectAsync("dan", "submit-petition", ("content", "Cống nghẹt"), ("photos", "@f1,f2"));
        var code = (string)sent.Values!["code"]!;
        ((PetitionModel)(await desk.ShowAsync("dan", "petition", code))!).Photos.Should().Equal("f1", "f2");
        await desk.EffectAsync("dan", "withdraw-petition", ("code", code));
        await desk.EffectAsync("dan", "erase-me");
        (await ErasedFiles.SweepAsync(desk.Store, Desk.Office, Token)).Should().Be(2);
        (await desk.Store.GetAttachmentAsync(Desk.Office, mine, Token)).Should().BeNull();
        (await desk.Store.GetAttachmentAsync(Desk.Office, shared, Token)).Should().NotBeNull();
        desk.View().List(new RecordQuery(Desk.Office, "file")).Records.Select(r => r.Id).Should().Equal("f3");
    }

    [Fact]
    public async Task EraseMe_ByAnOfficer_EndsTheRole()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.LinkAsync("can-bo", Role.Officer);
        await desk.EffectAsync("can-bo", "erase-me");
        (await desk.WhenAsync("can-bo", "is-officer")).Should().BeFalse();
        (await desk.ShowAsync("can-bo", "queue")).Should().BeNull();
    }

    private static Petition Find(Desk desk, string code) => PetitionBook.Find(desk.View(), desk.Data, desk.Clock.GetUtcNow(), code)!;
}
