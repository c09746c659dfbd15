using System.Security.Cryptography;
using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>A medium that fails ends the store: nothing is acknowledged that is not there, and everybody is told.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("danvan-fail-").FullName;
    private readonly Sealer _sealer = new(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Write_ThatTheDiskRefuses_EndsTheStoreAndTellsEverybody(int writesLeft)
    {
        using var data = new FaultyStream();
        using var log = new FaultyStream();
        var store = await OpenAsync(data, log);
        (await store.AcceptAsync([Mail("before")], Ct)).Should().Equal(true);
        log.WritesLeft = writesLeft;

        // One of these meets the fault; after it nobody gets an answer.
        var calls = Enumerable.Range(0, 60).Select(i => Task.Run(() => store.AcceptAsync([Mail($"{i}")]), Ct)).ToList();
        var outcomes = await Task.WhenAll(calls.Select(call => call.ContinueWith(task => task.Exception?.InnerException, TaskScheduler.Default)));
        outcomes.Should().Contain(error => error is StoreUnavailableException).And.OnlyContain(error => error == null || error is StoreUnavailableException);
        (await store.Failed.WaitAsync(Ct)).Should().BeOfType<MediumException>();
        await ((Func<Task>)(() => store.FiguresAsync(Ct))).Should().ThrowAsync<StoreUnavailableException>();
        await ((Func<Task>)(() => store.CommitAsync(new StoreCommit { Office = OfficeId.Default }, Ct))).Should().ThrowAsync<StoreUnavailableException>();
        await store.DisposeAsync();

        // What was acknowledged is there when the data is opened again.
        await using var again = await OpenAsync(data.Reopened(), log.Reopened());
        var acknowledged = Enumerable.Range(0, 60).Where(i => outcomes[i] == null).Select(i => $"{i}").Append("before");
        foreach (var id in acknowledged)
            (await again.AcceptAsync([Mail(id)], Ct)).Should().Equal(false);
    }

    [Fact]
    public async Task Work_ThatThrows_FailsAloneAndItsNeighboursAreDone()
    {
        await using var thread = await LiteDbThread.StartAsync(OpenSession, 64);
        using var gate = new ManualResetEventSlim();
        var first = thread.RunAsync(
            WorkMode.Write,
            _ =>
            {
                gate.Wait(Ct);
                return 0;
            },
            Ct);
        var before = thread.RunAsync(WorkMode.Write, session => session.Serial("o", "c", "before"), Ct);
        var bad = thread.RunAsync<int>(
            WorkMode.Write,
            session =>
            {
                session.Serial("o", "c", "bad");
                session.Board.DeadLetters = 77;
                throw new InvalidOperationException("a bug");
            },
            Ct);
        var after = thread.RunAsync(WorkMode.Write, session => session.Serial("o", "c", "after"), Ct);
        gate.Set();
        await first;
        (await before).Should().Be(1);
        await ((Func<Task>)(() => bad)).Should().ThrowAsync<InvalidOperationException>();
        (await after).Should().Be(2, "the number taken by the bad one was given back");
        (await thread.RunAsync(WorkMode.Read, session => session.Board.DeadLetters, Ct)).Should().Be(0);
        thread.Failed.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Work_CancelledWhileItWaits_IsNotRun()
    {
        await using var thread = await LiteDbThread.StartAsync(OpenSession, 64);
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var first = thread.RunAsync(
            WorkMode.Alone,
            _ =>
            {
                gate.Wait(Ct);
                return 0;
            },
            Ct);
        var waiting = thread.RunAsync(WorkMode.Write, session => session.Serial("o", "c", "cancelled"), cancel.Token);
        await cancel.CancelAsync();
        await ((Func<Task>)(() => waiting)).Should().ThrowAsync<OperationCanceledException>();
        gate.Set();
        await first;
        (await thread.RunAsync(WorkMode.Write, session => session.Serial("o", "c", "next"), Ct)).Should().Be(1);
    }

    private LiteSession OpenSession()
    {
        var file = LiteFile.Open(Path.Combine(_root, "thread.db"));
        return new LiteSession(file, Schema.Prepare(file, "thread.db", _sealer));
    }

    private Task<LiteDbStore> OpenAsync(Stream data, Stream log) => LiteDbStore.OpenAsync(
        new LiteDbStoreOptions { Folder = _root, Sealer = _sealer, Streams = () => (data, log) }, Ct);

    private static NewMail Mail(string id) => new(OfficeId.Default, new LaneId("tg:1"), id, "{}", DateTimeOffset.UnixEpoch);
}
