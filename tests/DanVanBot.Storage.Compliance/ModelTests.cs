using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Storage.Compliance;

/// <summary>
/// Random sequences of everything, the store and <see cref="StoreModel"/> side by side, with the process dying in between. 20 sequences in the ordinary
/// run, 400 with <c>DANVAN_LONG=1</c>; CsCheck prints the seed and the shortest sequence that fails.
/// </summary>
public abstract class ModelTests : StoreTests
{
    private static readonly LaneId[] Chats = [Lan, Minh, new("tg:third")];
    private static readonly Gen<(int Kind, int A, int B)> Step = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 15], Gen.Int[0, 15]);

    [Fact]
    public async Task Everything_InAnyOrder_IsAsTheModelSays() =>
        await Step.List[20, 90].SampleAsync(
            RunAsync, iter: Environment.GetEnvironmentVariable("DANVAN_LONG") == "1" ? 400 : 20, threads: 1,
            print: steps => string.Join(' ', steps.Select(step => $"({step.Kind},{step.A},{step.B})")));

    private async Task RunAsync(List<(int Kind, int A, int B)> steps)
    {
        var time = new FakeTimeProvider(Now);
        await using var fixture = CreateFixture(time, Sealer);
        var run = new Run(await fixture.OpenAsync(), fixture, time);
        await run.KnowAsync();
        foreach (var (kind, a, b) in steps)
        {
            await run.StepAsync(kind, a, b);
            await run.CompareFiguresAsync();
        }

        await run.CompareAllAsync();
    }

    private sealed class Run(IBotStore store, IStoreFixture fixture, FakeTimeProvider time)
    {
        private readonly StoreModel _model = new();
        private readonly List<LaneClaim> _claims = [];
        private readonly List<(OutboxItem Item, bool Fenced)> _items = [];
        private int _number;

        private DateTimeOffset Now => time.GetUtcNow();

        public async Task KnowAsync()
        {
            foreach (var lane in Chats)
            {
                await store.AcceptAsync([new NewMail(Office, lane, "hello " + lane, "{}", Now, "address")], Ct);
                _model.Accept(lane, "hello " + lane, "{}");
            }
        }

        public Task StepAsync(int kind, int a, int b) => kind switch
        {
            0 => AcceptAsync(a, b),
            1 or 2 => ClaimAsync(a),
            3 or 4 or 5 => CommitAsync(a, b),
            6 => a < 8 ? ReleaseAsync(b) : FailAsync(a, b),
            7 or 8 => BeginAsync(a),
            9 => CompleteAsync(a, b),
            10 => FireAsync(a, b),
            _ => a < 3 ? DieAsync() : Task.FromResult(Advance(b)),
        };

        public async Task CompareFiguresAsync() => (await store.FiguresAsync(Ct)).Should().BeEquivalentTo(new
        {
            MailWaiting = _model.Mail.Count,
            OutboxWaiting = _model.Outbox.Count(row => row.State == OutboxState.Pending),
            OutboxSending = _model.Outbox.Count(row => row.State == OutboxState.Sending),
            Timers = _model.Timers.Count,
            _model.DeadLetters,
            Records = _model.Records.Count,
        });

        public async Task CompareAllAsync()
        {
            await DieAsync();
            (await store.ListAsync(new RecordQuery(Office, "case"), Ct)).Records.Should().BeEquivalentTo(_model.Records.Values, options => options.WithStrictOrdering());
            foreach (var key in new[] { "u", "k" })
            {
                var expected = _model.Records.Values.SelectMany(record => record.Keys.Where(each => each.Name == key).Select(each => (each.Value, record.Id))).Order().Select(each => each.Id);
                (await store.ListAsync(new RecordQuery(Office, "case", key), Ct)).Records.Select(record => record.Id).Should().Equal(expected);
            }

            foreach (var row in _model.Outbox)
                (await store.GetOutboxAsync(Office, row.New.Id, Ct)).Should().BeEquivalentTo(new { row.State, row.Attempt, row.MessageId }, row.New.Id);
            Advance(100_000);
            await FireAsync(15, 0);
            for (var lane = 0; lane < Chats.Length; lane++)
                await ClaimAsync(15);
        }

        private object Advance(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return time;
        }

        private async Task AcceptAsync(int a, int b)
        {
            var mail = Enumerable.Range(0, 1 + (a % 3)).Select(i => new NewMail(Office, Chats[(a + i) % 3], $"in {b + i}", $"{a}", Now)).ToList();
            var expected = mail.Select(each => _model.Accept(each.Lane, each.Id, each.Body)).ToList();
            (await store.AcceptAsync(mail, Ct)).Should().Equal(expected);
        }

        private async Task ClaimAsync(int a)
        {
            var expected = _model.Claim(Now, 1 + a);
            var claim = (await store.ClaimAsync(1, 1 + a, Now, Ct)).SingleOrDefault();
            (claim == null).Should().Be(expected == null);
            if (claim == null)
                return;
            claim.Lane.Should().Be(expected!.Value.Lane);
            claim.Mail.Select(mail => mail.Id).Should().Equal(expected.Value.Mail);
            claim.Mail.Should().OnlyContain(mail => _model.Mail.Any(each => each.Id == mail.Id && each.Body == mail.Body && each.Failures == mail.Failures));
            claim.State.Should().Be(_model.States.GetValueOrDefault(claim.Lane));
            _model.Claims[claim.Lane] = claim.Token;
            _claims.Add(claim);
        }

        private LaneClaim? Any(int b) => _claims.Count == 0 ? null : _claims[^(1 + (b % _claims.Count))];

        private async Task CommitAsync(int a, int b)
        {
            var claim = Any(b);
            var (id, other) = ($"r{a % 4}", $"r{b % 4}");
            var version = _model.Records.GetValueOrDefault(id)?.Version ?? 0;
            IndexKey[] keys = [new("u", $"{b % 3}", Unique: a % 5 == 0), new("k", "ế" + (a % 2))];
            var step = new StoreCommit
            {
                Office = Office,
                Claim = a == 15 ? null : claim,
                MailDone = a == 15 || claim == null ? [] : [.. claim.Mail.Take(1 + (a % 2)).Select(mail => mail.Id)],
                LaneState = a == 15 || claim == null ? null : $"\"{_number}\"",
                Reads = [new ReadStamp("case", id, b == 7 ? version + 1 : version)],
                Writes = (a % 3) switch
                {
                    0 => [new RecordWrite.Put("case", id, $"{_number}", keys)],
                    1 => [new RecordWrite.Delete("case", other), new RecordWrite.Put("case", id, $"{_number}", keys)],
                    _ => [new RecordWrite.Put("case", other, $"{_number}", []), new RecordWrite.Delete("case", id), new RecordWrite.Put("case", id, "again", keys)],
                },
                Outbox = [NewRow(a, b)],
                Timers = a % 4 == 1 ? [new NewTimer($"t{b % 3}", Chats[b % 3], Now.AddSeconds(a), $"{_number}")] : [],
                TimersCancelled = b % 4 == 1 ? [$"t{a % 3}"] : [],
                Mail = b % 5 == 0 ? [new NewMail(Office, Chats[a % 3], $"derived {b}", "{}", Now)] : [],
            };
            _number++;
            var expected = _model.Commit(step, Now);
            (await store.CommitAsync(step, Ct)).Status.Should().Be(expected);
        }

        private NewOutbox NewRow(int a, int b)
        {
            var id = b == 3 ? "m0" : $"m{_number}";
            var edits = b % 3 == 0 && _model.Outbox.Count > 0 ? _model.Outbox[^(1 + (a % Math.Min(4, _model.Outbox.Count)))].New : null;
            return new NewOutbox(
                id, edits?.Lane ?? Chats[a % 3], "{}", a % 2 == 0 ? SendPolicy.Repeat : SendPolicy.Drop, b % 2 == 0 ? SendUrgency.Reply : SendUrgency.Reminder,
                b % 4 == 2 ? Now.AddSeconds(a) : Now, edits?.Id);
        }

        private async Task ReleaseAsync(int b)
        {
            if (Any(b) is not { } claim)
                return;
            if (_model.Holds(claim))
                _model.Claims.Remove(claim.Lane);
            await store.ReleaseAsync(claim, Ct);
        }

        private async Task FailAsync(int a, int b)
        {
            if (Any(b) is not { } claim)
                return;
            DateTimeOffset? retryAt = a % 2 == 0 ? Now.AddSeconds(b) : null;
            _model.Fail(claim, claim.Mail[0].Id, retryAt);
            await store.FailMailAsync(claim, claim.Mail[0].Id, "no", retryAt, Ct);
        }

        private async Task BeginAsync(int a)
        {
            var resting = a < 4 ? new HashSet<LaneId> { Chats[a % 3] } : [];
            var expected = _model.Begin(Now, resting);
            var items = await store.BeginSendsAsync("tg", Now, 256, resting, Ct);
            items.Select(item => (item.Id, item.Attempt, item.EditsMessageId)).Should().BeEquivalentTo(expected);
            _items.AddRange(items.Select(item => (item, false)));
        }

        private async Task CompleteAsync(int a, int b)
        {
            if (_items.Count == 0)
                return;
            var (item, fenced) = _items[^(1 + (a % _items.Count))];
            SendOutcome outcome = (b % 8) switch
            {
                0 => new SendOutcome.RetryAt(Now.AddSeconds(b), "later"),
                1 => new SendOutcome.Rejected("no"),
                2 => new SendOutcome.Unknown(Now.AddSeconds(b), "?"),
                3 when b > 8 => new SendOutcome.Unreachable("gone"),
                4 => new SendOutcome.Moved("elsewhere"),
                _ => new SendOutcome.Sent($"message {_number++}"),
            };
            var told = new NewMail(Office, item.Lane, $"told {item.Id} {item.Attempt}", "{}", Now);
            if (!fenced && _model.Complete(item, outcome))
                _model.Accept(told.Lane, told.Id, told.Body);
            await store.CompleteSendAsync(item, outcome, Now, [told], Ct);
        }

        private async Task FireAsync(int a, int b)
        {
            var until = Now.AddSeconds(b);
            (await store.FireTimersAsync(until, 1 + a, Ct)).Should().Be(_model.Fire(until, 1 + a));
            (await store.NextTimerAsync(Ct)).Should().Be(_model.Timers.Count == 0 ? null : _model.Timers.Values.Min(timer => timer.DueAt));
        }

        private async Task DieAsync()
        {
            store = await fixture.KillAndOpenAsync();
            _model.Claims.Clear();
            for (var i = 0; i < _items.Count; i++)
                _items[i] = (_items[i].Item, true);
            (await store.RecoverSendsAsync("tg", Now, Ct)).Should().Be(_model.Recover());
        }
    }
}
