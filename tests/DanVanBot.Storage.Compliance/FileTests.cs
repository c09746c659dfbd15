using System.Text;

namespace DanVanBot.Storage.Compliance;

/// <summary>Attachments: kept once, sealed, and either what was put or an error.</summary>
public abstract class FileTests : StoreTests
{
    private static readonly byte[] Photo = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 >> 3))];

    [Fact]
    public async Task Attachment_Put_IsReadBackAfterTheProcessIsGone()
    {
        var name = await Store.PutAttachmentAsync(Office, Photo, Ct);
        var empty = await Store.PutAttachmentAsync(Office, ReadOnlyMemory<byte>.Empty, Ct);
        Store = await Fixture.KillAndOpenAsync();
        (await Store.GetAttachmentAsync(Office, name, Ct))!.Value.ToArray().Should().Equal(Photo);
        (await Store.GetAttachmentAsync(Office, empty, Ct))!.Value.Length.Should().Be(0);
    }

    [Fact]
    public async Task Attachment_SameContentManyTimesAtOnce_IsKeptOnce()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Store.PutAttachmentAsync(Office, Photo, Ct))));
        names.Distinct().Should().ContainSingle();
        (await Store.PutAttachmentAsync(Office, Photo.AsMemory(1), Ct)).Should().NotBe(names[0]);
        Fixture.EverythingAtRest().Count(file => file.Content.Length > 290_000 && file.Content.Length < 310_000).Should().Be(2);
    }

    [Fact]
    public async Task Attachment_Deleted_IsGoneAndMayBeDeletedAgain()
    {
        var name = await Store.PutAttachmentAsync(Office, Photo, Ct);
        await Store.DeleteAttachmentAsync(Office, name, Ct);
        (await Store.GetAttachmentAsync(Office, name, Ct)).Should().BeNull();
        await Store.DeleteAttachmentAsync(Office, name, Ct);
        (await Store.PutAttachmentAsync(Office, Photo, Ct)).Should().Be(name);
        (await Store.GetAttachmentAsync(Office, name, Ct)).Should().NotBeNull();
    }

    [Fact]
    public async Task ListAttachments_ByAge_GivesThoseLastPutBeforeThenPageByPage()
    {
        var old = new List<string>();
        for (var i = 0; i < 7; i++)
            old.Add(await Store.PutAttachmentAsync(Office, new[] { (byte)i }, Ct));
        await Store.PutAttachmentAsync(Other, new byte[] { 99 }, Ct);
        var then = Now + TimeSpan.FromMinutes(1);
        Time.Advance(TimeSpan.FromHours(1));
        await Store.PutAttachmentAsync(Office, new byte[] { 77 }, Ct);
        await Store.PutAttachmentAsync(Office, new byte[] { 3 }, Ct);
        Store = await Fixture.KillAndOpenAsync();

        var listed = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Store.ListAttachmentsAsync(Office, then, after, 2, Ct);
            listed.AddRange(page);
            if (page.Count < 2)
                break;
            after = page[^1];
        }

        listed.Should().Equal(old.Where((_, i) => i != 3).Order(StringComparer.Ordinal), "the fourth was put again since");
    }

    [Fact]
    public async Task DeleteAttachment_PutAgainSince_Stays()
    {
        var name = await Store.PutAttachmentAsync(Office, Photo, Ct);
        Time.Advance(TimeSpan.FromHours(1));
        var then = Now;
        await Store.PutAttachmentAsync(Office, Photo, Ct);
        (await Store.DeleteAttachmentAsync(Office, name, then, Ct)).Should().BeFalse();
        (await Store.GetAttachmentAsync(Office, name, Ct)).Should().NotBeNull();
        (await Store.DeleteAttachmentAsync(Office, name, then.AddTicks(TimeSpan.TicksPerMillisecond), Ct)).Should().BeTrue();
        (await Store.GetAttachmentAsync(Office, name, Ct)).Should().BeNull();
        (await Store.DeleteAttachmentAsync(Office, name, then, Ct)).Should().BeTrue("it is gone already");
    }

    [Fact]
    public async Task Attachment_TamperedWith_IsAnError()
    {
        var name = await Store.PutAttachmentAsync(Office, Photo, Ct);
        Fixture.TamperWithAttachment(Office, name);
        var read = () => Store.GetAttachmentAsync(Office, name, Ct);
        await read.Should().ThrowAsync<InvalidDataException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../danvan.db")]
    [InlineData("00000000000000000000000000")]
    [InlineData("/etc/passwd")]
    public async Task Attachment_NameOfNone_IsNull(string name)
    {
        await Store.PutAttachmentAsync(Office, Encoding.UTF8.GetBytes("một"), Ct);
        (await Store.GetAttachmentAsync(Office, name, Ct)).Should().BeNull();
        await Store.DeleteAttachmentAsync(Office, name, Ct);
    }
}
