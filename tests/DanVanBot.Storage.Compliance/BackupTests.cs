using System.IO.Compression;
namespace DanVanBot.Storage.Compliance;

/// <summary>Backup and restore, on a store that goes on working.</summary>
public abstract class BackupTests : StoreTests
{
    [Fact]
    public async Task Restore_IntoOtherData_BringsEverythingBack()
    {
        var (file, attachment) = await BackUpAsync();
        var other = await Fixture.OpenEmptyAsync();
        await other.AcceptAsync([Mail("of the other data", Minh)], Ct);
        await other.RestoreAsync(file, Ct);
        Store = other;
        await ExpectAsBackedUpAsync(attachment);
        (await AcceptAsync("of the other data", Minh)).Should().BeTrue("the restore replaced everything");
    }

    [Fact]
    public async Task Restore_OnTheRunningStore_ForgetsWhatCameLaterAndSurvivesTheProcess()
    {
        var (file, attachment) = await BackUpAsync();
        await AcceptAsync("later", Minh);
        await CommitAsync(writes: [Put("later"), Put("1", "\"changed\"")]);
        var later = await Store.PutAttachmentAsync(Office, new byte[] { 9 }, Ct);
        await Store.RestoreAsync(file, Ct);
        (await Store.GetAttachmentAsync(Office, later, Ct)).Should().BeNull();
        Store = await Fixture.KillAndOpenAsync();
        await ExpectAsBackedUpAsync(attachment);
        (await AcceptAsync("later", Minh)).Should().BeTrue();
        await Store.RestoreAsync(file, Ct);
        (await AcceptAsync("later", Minh)).Should().BeTrue();
    }

    [Fact]
    public async Task Restore_ClaimsAndSendsUnderWay_AreFencedOff()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(outbox: [Message("before")], fetches: [new NewFetch("f", Lan, "ref")]);
        await AcceptAsync("1");
        var file = Fixture.NewFileName();
        await Store.BackupAsync(file, Ct);

        // The attempt begun after the backup has the same id and number as the first one after the restore.
        var claim = await ClaimOneAsync();
        var item = await BeginOneAsync();
        var fetch = (await Store.BeginFetchesAsync("tg", Now, 1, Ct)).Single();
        for (var round = 0; round < 2; round++)
        {
            await Store.RestoreAsync(file, Ct);
            (await Store.CommitAsync(new StoreCommit { Office = Office, Claim = claim, MailDone = ["1"] }, Ct)).Status.Should().Be(CommitStatus.ClaimLost);
            var again = await BeginOneAsync();
            again.Should().BeEquivalentTo(new { item.Id, item.Attempt });
            await CompleteAsync(item, new SendOutcome.Sent("late"));
            (await StateAsync("before")).Should().Be(OutboxState.Sending);
            var fetchAgain = (await Store.BeginFetchesAsync("tg", Now, 1, Ct)).Single();
            await Store.CompleteFetchAsync(fetch, null, [Mail("late")], Ct);
            var next = await ClaimOneAsync();
            next.Mail.Select(mail => mail.Id).Should().Equal("1");
            (claim, item, fetch) = (next, again, fetchAgain);
        }

        await CompleteAsync(item, new SendOutcome.Sent("m1"));
        (await StateAsync("before")).Should().Be(OutboxState.Sent);
    }

    [Fact]
    public async Task Restore_RowsThatWereSendingInTheBackup_FollowTheirPolicy()
    {
        await KnowAsync(Lan, Minh);
        await CommitAsync(outbox: [Message("repeat"), Message("drop", Minh, policy: SendPolicy.Drop)]);
        await BeginAsync();
        var file = Fixture.NewFileName();
        await Store.BackupAsync(file, Ct);
        await Store.RestoreAsync(file, Ct);
        (await BeginOneAsync()).Should().BeEquivalentTo(new { Id = "repeat", Attempt = 2 });
        (await StateAsync("drop")).Should().Be(OutboxState.Dropped);
    }

    [Fact]
    public async Task Backup_WhileManyWrite_IsOneMomentOfIt()
    {
        // Each commit moves a sum from one record to another; in every backup it is whole.
        await CommitAsync(writes: [Put("a", "1000"), Put("b", "0")]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writer = Task.Run(
            async () =>
            {
                for (var i = 1; !stop.IsCancellationRequested; i++)
                {
                    await CommitAsync(writes: [Put("a", $"{1000 - i}"), Put("b", $"{i}")]);
                    await AcceptAsync($"{i}");
                }
            },
            Ct);
        var files = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            files.Add(Fixture.NewFileName());
            await Store.BackupAsync(files[i], Ct);
        }

        await stop.CancelAsync();
        await writer;
        var restored = await Fixture.OpenEmptyAsync();
        foreach (var file in files)
        {
            await restored.RestoreAsync(file, Ct);
            var (a, b) = (await Number(restored, "a"), await Number(restored, "b"));
            (a + b).Should().Be(1000);
            (await restored.FiguresAsync(Ct)).MailWaiting.Should().BeOneOf(b, b - 1);
        }
    }

    [Fact]
    public async Task Backup_ToAFileThatExists_ChangesNothing()
    {
        var file = Fixture.NewFileName();
        await File.WriteAllTextAsync(file, "mine", Ct);
        await ((Func<Task>)(() => Store.BackupAsync(file, Ct))).Should().ThrowAsync<IOException>();
        (await File.ReadAllTextAsync(file, Ct)).Should().Be("mine");
    }

    [Fact]
    public async Task Restore_OfNoBackupOrADamagedOne_ChangesNothingAndSaysWhy()
    {
        var (file, attachment) = await BackUpAsync();
        await AcceptAsync("later", Minh);
        var good = await File.ReadAllBytesAsync(file, Ct);
        var bad = new List<byte[]> { Array.Empty<byte>(), "PK không phải"u8.ToArray(), good[..(good.Length / 2)], good[..^30] };
        for (var i = 1; i < 8; i++)
        {
            byte[] flipped = [.. good.Select((value, at) => at == good.Length * i / 9 ? (byte)(value ^ 0x55) : value)];
            // The flip may hit a byte that says nothing (the time of an entry): then nothing is damaged.
            if (!ReadsAlike(good, flipped))
                bad.Add(flipped);
        }

        bad.Should().HaveCountGreaterThan(5);
        foreach (var content in bad)
        {
            var name = Fixture.NewFileName();
            await File.WriteAllBytesAsync(name, content, Ct);
            var restore = () => Store.RestoreAsync(name, Ct);
            (await restore.Should().ThrowAsync<InvalidDataException>()).Which.Message.Should().NotBeEmpty();
        }

        await ((Func<Task>)(() => Store.RestoreAsync(Fixture.NewFileName(), Ct))).Should().ThrowAsync<InvalidDataException>();
        (await AcceptAsync("later", Minh)).Should().BeFalse("what was there is still there");
        (await Store.GetAttachmentAsync(Office, attachment, Ct)).Should().NotBeNull();
        await Store.RestoreAsync(file, Ct);
    }

    private static bool ReadsAlike(byte[] one, byte[] other)
    {
        try
        {
            using var a = new ZipArchive(new MemoryStream(one));
            using var b = new ZipArchive(new MemoryStream(other));
            return a.Entries.Count == b.Entries.Count && a.Entries.Zip(b.Entries).All(pair => pair.First.FullName == pair.Second.FullName && Content(pair.First).SequenceEqual(Content(pair.Second)));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return false;
        }

        static byte[] Content(ZipArchiveEntry entry)
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }

    [Fact]
    public async Task Restore_OfABackupUnderAnotherKey_IsRefused()
    {
        var (file, _) = await BackUpAsync();
        await using var fixture = CreateFixture(Time, new Sealer(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        var other = await fixture.OpenAsync();
        var restore = () => other.RestoreAsync(file, Ct);
        (await restore.Should().ThrowAsync<InvalidDataException>()).WithMessage($"*{Sealer.KeyId}*");
        (await other.AcceptAsync([Mail("1")], Ct)).Should().Equal(true);
    }

    private async Task<(string File, string Attachment)> BackUpAsync()
    {
        await KnowAsync(Lan);
        await AcceptAsync("1", body: "\"một\"");
        await CommitAsync(writes: [Put("1", "\"hồ sơ\"", new IndexKey("code", "A", true))], timers: [new NewTimer("t", Lan, Now.AddHours(1), "{}")], outbox: [Message("m", body: "\"tin\"")]);
        await Store.SerialAsync(Office, "PA", "x", Ct);
        var attachment = await Store.PutAttachmentAsync(Office, new byte[] { 1, 2, 3 }, Ct);
        var file = Fixture.NewFileName();
        await Store.BackupAsync(file, Ct);
        return (file, attachment);
    }

    private async Task ExpectAsBackedUpAsync(string attachment)
    {
        (await AcceptAsync("1")).Should().BeFalse();
        (await ClaimOneAsync()).Should().BeEquivalentTo(new { Lane = Lan, Address = "address of tg:lan" });
        (await Store.GetAsync(Office, "case", "1", Ct))!.Body.Should().Be("\"hồ sơ\"");
        (await Store.GetAsync(Office, "case", "later", Ct)).Should().BeNull();
        (await Store.ListAsync(RecordQuery.Exactly(Office, "case", "code", "A"), Ct)).Records.Should().ContainSingle();
        (await Store.NextTimerAsync(Ct)).Should().Be(Now.AddHours(1));
        (await BeginOneAsync()).Body.Should().Be("\"tin\"");
        (await Store.SerialAsync(Office, "PA", "y", Ct)).Should().Be(2);
        (await Store.GetAttachmentAsync(Office, attachment, Ct))!.Value.ToArray().Should().Equal(1, 2, 3);
    }

    private static async Task<int> Number(IBotStore store, string id) =>
        int.Parse((await store.GetAsync(Office, "case", id, Ct))!.Body, System.Globalization.CultureInfo.InvariantCulture);
}
