using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Storage.Compliance;

/// <summary>What a store's test project tells the suite: how to open its store over the same data again and again.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>Opens the data; what was open before is closed first.</summary>
    Task<IBotStore> OpenAsync();

    /// <summary>Like <see cref="OpenAsync"/> after the death of the process: nothing of what was open is told to end well.</summary>
    Task<IBotStore> KillAndOpenAsync();

    /// <summary>The same kind of store with other, empty data under the same key; disposed with this one.</summary>
    Task<IBotStore> OpenEmptyAsync();

    /// <summary>A name for a file that does not exist yet.</summary>
    string NewFileName();

    /// <summary>Everything that is on the disk now, file by file, so that it can be searched for plain text.</summary>
    IEnumerable<(string Name, byte[] Content)> EverythingAtRest();

    /// <summary>Changes one byte of an attachment behind the store's back.</summary>
    void TamperWithAttachment(OfficeId office, string name);
}

/// <summary>What the suite's tests share: an open store, a clock, two offices, short ways to say things.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    /// <summary>An office that is not the default one.</summary>
    protected static readonly OfficeId Other = new("phuong-2");

    /// <summary>The default office.</summary>
    protected static readonly OfficeId Office = OfficeId.Default;

    /// <summary>A chat.</summary>
    protected static readonly LaneId Lan = new("tg:lan");

    /// <summary>Another chat on the same channel instance.</summary>
    protected static readonly LaneId Minh = new("tg:minh");

    /// <summary>No lane rests.</summary>
    protected static readonly IReadOnlySet<LaneId> NoneRests = new HashSet<LaneId>();

    /// <summary>A clock that moves when it is told to.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)));

    /// <summary>The key of the data.</summary>
    protected Sealer Sealer { get; } = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>The store under test.</summary>
    protected IBotStore Store { get; set; } = null!;

    /// <summary>Its data.</summary>
    protected IStoreFixture Fixture { get; private set; } = null!;

    /// <summary>Now.</summary>
    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes empty data.</summary>
    protected abstract IStoreFixture CreateFixture(TimeProvider time, Sealer sealer);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Fixture = CreateFixture(Time, Sealer);
        Store = await Fixture.OpenAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Mail.</summary>
    protected NewMail Mail(string id, LaneId? lane = null, string body = "{}", string? address = null, OfficeId? office = null) =>
        new(office ?? Office, lane ?? Lan, id, body, Now, address);

    /// <summary>Takes one piece of mail in.</summary>
    protected async Task<bool> AcceptAsync(string id, LaneId? lane = null, string body = "{}", string? address = null, OfficeId? office = null) =>
        (await Store.AcceptAsync([Mail(id, lane, body, address, office)], Ct))[0];

    /// <summary>Claims the only lane with mail.</summary>
    protected async Task<LaneClaim> ClaimOneAsync() => (await Store.ClaimAsync(10, 100, Now, Ct)).Should().ContainSingle().Subject;

    /// <summary>Ids of mail by lane, of all lanes that can be claimed; the claims are given back.</summary>
    protected async Task<List<(LaneId Lane, string[] Mail)>> WaitingAsync(DateTimeOffset? now = null)
    {
        var claims = await Store.ClaimAsync(256, 1000, now ?? Now, Ct);
        foreach (var claim in claims)
            await Store.ReleaseAsync(claim, Ct);
        return [.. claims.Select(claim => (claim.Lane, claim.Mail.Select(mail => mail.Id).ToArray()))];
    }

    /// <summary>Commits without a claim.</summary>
    protected Task<CommitResult> CommitAsync(
        IReadOnlyList<ReadStamp>? reads = null, IReadOnlyList<RecordWrite>? writes = null, IReadOnlyList<NewOutbox>? outbox = null,
        IReadOnlyList<NewTimer>? timers = null, IReadOnlyList<string>? cancel = null, IReadOnlyList<NewMail>? mail = null,
        IReadOnlyList<NewFetch>? fetches = null, OfficeId? office = null) =>
        Store.CommitAsync(
            new StoreCommit
            {
                Office = office ?? Office,
                Reads = reads ?? [],
                Writes = writes ?? [],
                Outbox = outbox ?? [],
                Timers = timers ?? [],
                TimersCancelled = cancel ?? [],
                Mail = mail ?? [],
                Fetches = fetches ?? [],
            },
            Ct);

    /// <summary>A record without keys, or with some.</summary>
    protected static RecordWrite.Put Put(string id, string body = "{}", params IndexKey[] keys) => new("case", id, body, keys);

    /// <summary>A message of a lane, due at once unless said otherwise.</summary>
    protected NewOutbox Message(
        string id, LaneId? lane = null, string body = "{}", SendPolicy policy = SendPolicy.Repeat, SendUrgency urgency = SendUrgency.Reply,
        DateTimeOffset? notBefore = null, string? edits = null) =>
        new(id, lane ?? Lan, body, policy, urgency, notBefore ?? Now, edits);

    /// <summary>Makes the chats known and gives them addresses.</summary>
    protected async Task KnowAsync(params LaneId[] lanes)
    {
        foreach (var lane in lanes)
        {
            await AcceptAsync("hello " + lane, lane, address: "address of " + lane);
            await DrainAsync(lane);
        }
    }

    /// <summary>Handles all mail of a lane.</summary>
    protected async Task DrainAsync(LaneId lane)
    {
        foreach (var claim in await Store.ClaimAsync(256, 1000, Now, Ct))
        {
            if (claim.Lane == lane)
            {
                (await Store.CommitAsync(
                    new StoreCommit { Office = claim.Office, Claim = claim, MailDone = [.. claim.Mail.Select(mail => mail.Id)] }, Ct)).Done.Should().BeTrue();
            }

            await Store.ReleaseAsync(claim, Ct);
        }
    }

    /// <summary>Begins sends of the channel of <see cref="Lan"/>.</summary>
    protected Task<IReadOnlyList<OutboxItem>> BeginAsync(int max = 256, DateTimeOffset? now = null, params LaneId[] resting) =>
        Store.BeginSendsAsync("tg", now ?? Now, max, resting.ToHashSet(), Ct);

    /// <summary>Begins the one row that may be sent now.</summary>
    protected async Task<OutboxItem> BeginOneAsync(DateTimeOffset? now = null) => (await BeginAsync(now: now)).Should().ContainSingle().Subject;

    /// <summary>Notes an outcome.</summary>
    protected Task CompleteAsync(OutboxItem item, SendOutcome outcome, params NewMail[] mail) => Store.CompleteSendAsync(item, outcome, Now, mail, Ct);

    /// <summary>Where a message stands.</summary>
    protected async Task<OutboxState?> StateAsync(string id, OfficeId? office = null) => (await Store.GetOutboxAsync(office ?? Office, id, Ct))?.State;
}
