using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Storage;
using DanVanBot.Tests.Bot;

namespace DanVanBot.Simulation;

/// <summary>
/// One life of the service by a seed: real site, store, step and pumps; a wire that fails, updates that come more than once, restarts and a clock that jumps.
/// Every choice comes from the seed.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    private const int Turns = 200;
    private const int FaultyRounds = 25;

    // A channel repeats what was not acknowledged for a day; the store knows ids for seven.
    private static readonly TimeSpan RepeatedFor = TimeSpan.FromDays(1);

    private readonly Random _chance;
    private readonly BotRig _rig;
    private readonly FaultyChannel _channel;
    private readonly List<Citizen> _citizens = [];
    private readonly List<(Citizen Citizen, string Id, Inbound What, DateTimeOffset At)> _again = [];
    private int _accepted;
    private int _restarts;
    private int _probes;

    private Scenario(int seed, BotRig rig, FaultyChannel channel)
    {
        (_chance, _rig, _channel) = (new Random(seed), rig, channel);
        for (var i = _chance.Next(6, 11); i > 0; i--)
            _citizens.Add(new Citizen($"c{seed}x{i}", _chance.Next(1, 3), new Random(_chance.Next())));
    }

    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"{_citizens.Count} citizens, {_accepted} updates, {_channel.Copies.Count} messages, {_channel.Unanswered} without an answer, {_channel.CutOff} cut off, {_restarts} restarts");

    public static async Task<Scenario> StartAsync(int seed)
    {
        var clock = new LateClock();
        var channel = new FaultyChannel(seed, clock);
        var rig = await BotRig.StartAsync(channel: channel);
        clock.Time = rig.Time;
        return new Scenario(seed, rig, channel);
    }

    /// <summary>Everything in any order, then rounds in which everybody goes on until done (the last of them without faults), then the books.</summary>
    public async Task RunAsync()
    {
        _channel.IsFaulty = true;
        for (var turn = 0; turn < Turns; turn++)
            await TurnAsync();
        for (var round = 0; round < 400 && !await IsDrainedAsync(); round++)
        {
            _channel.IsFaulty = round < FaultyRounds;
            if (_channel.IsFaulty && _chance.Next(8) == 0)
                await DieAsync();
            while (Any(_citizens.Where(c => c.Updates.Count > 0)) is { } citizen)
                await BringAsync(citizen);
            await BringAgainAsync();
            await _rig.PassAsync(TimeSpan.FromMinutes(round % 4 == 3 ? 20 : 1));
            _citizens.ForEach(c => c.Look(_channel));
        }

        await CheckAsync();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private async Task TurnAsync()
    {
        _rig.Time.Advance(TimeSpan.FromMilliseconds(_chance.Next(0, 5000)));
        switch (_chance.Next(100))
        {
            case < 25:
                _citizens[_chance.Next(_citizens.Count)].Look(_channel);
                _citizens[_chance.Next(_citizens.Count)].Look(_channel);
                break;
            case < 50:
                if (Any(_citizens.Where(c => c.Updates.Count > 0)) is { } citizen)
                    await BringAsync(citizen);
                break;
            case < 58:
                await BringAgainAsync();
                break;
            case < 72:
                await _rig.StepAsync(RigPump.Lanes);
                break;
            case < 90:
                await _rig.StepAsync(RigPump.Sends);
                break;
            case < 94:
                await _rig.StepAsync(RigPump.Timers);
                break;
            case < 97:
                _rig.Time.Advance(_chance.Next(3) == 0 ? TimeSpan.FromHours(_chance.Next(1, 15)) : TimeSpan.FromSeconds(_chance.Next(10, 1200)));
                break;
            default:
                await DieAsync();
                break;
        }
    }

    private Citizen? Any(IEnumerable<Citizen> citizens) => citizens.ToList() is { Count: > 0 } some ? some[_chance.Next(some.Count)] : null;

    private async Task BringAsync(Citizen citizen)
    {
        var (id, what) = citizen.Updates.Dequeue();
        (await AcceptAsync(citizen, id, what)).Should().BeTrue("{0} came for the first time", id);
        _accepted++;
        for (var copies = _chance.Next(3); copies > 0; copies--)
            _again.Add((citizen, id, what, _rig.Time.GetUtcNow()));
    }

    private async Task BringAgainAsync()
    {
        _again.RemoveAll(a => _rig.Time.GetUtcNow() - a.At > RepeatedFor);
        if (_again.Count == 0)
            return;
        var at = _chance.Next(_again.Count);
        var (citizen, id, what, _) = _again[at];
        _again.RemoveAt(at);
        // Ids of rows are derived, so a second step over the same mail would say nothing new: it is seen only here.
        var waiting = (await _rig.Site.Store.FiguresAsync()).MailWaiting;
        (await AcceptAsync(citizen, id, what)).Should().BeFalse("I1: {0} came before", id);
        (await _rig.Site.Store.FiguresAsync()).MailWaiting.Should().Be(waiting, "I1: {0} is not to be handled again", id);
    }

    private async Task<bool> AcceptAsync(Citizen citizen, string id, Inbound what)
    {
        var inbox = new Inbox(_rig.Site.Store, _rig.Site.Sealer, _rig.Time);
        return (await inbox.AcceptAsync(_rig.Site.Office, [new Received(new Door(RigChannel.Name, citizen.Address), id, what)]))[0];
    }

    // The process ends between two steps, with lanes claimed, or with messages under way; the next one starts on what is on the disk.
    private async Task DieAsync()
    {
        switch (_chance.Next(3))
        {
            case 0:
                await _rig.Site.Store.ClaimAsync(16, 16, _rig.Time.GetUtcNow());
                break;
            case 1:
                await _rig.StepAsync(RigPump.Lanes);
                _channel.IsDying = true;
                var before = _channel.CutOff;
                var step = _rig.StepAsync(RigPump.Sends);
                // Until each of them is on its way: how many got out must not depend on threads.
                while (!step.IsCompleted && (_channel.CutOff == before || (await _rig.Site.Store.FiguresAsync()).OutboxSending != _channel.CutOff - before))
                    await Task.Yield();
                break;
        }

        await _rig.RestartAsync(settle: false);
        _channel.IsDying = false;
        _restarts++;
        await CheckStatesAsync();
    }

    // I6. A state is handed out with a claim, and a claim needs mail: word of a topic nobody handles.
    private async Task CheckStatesAsync()
    {
        var store = _rig.Site.Store;
        var now = _rig.Time.GetUtcNow();
        var lanes = _citizens.Select(c => _rig.Site.Sealer.LaneOf(_rig.Site.Office, new Door(RigChannel.Name, c.Address))).ToList();
        await store.AcceptAsync([.. lanes.Select(l => new NewMail(_rig.Site.Office, l, $"probe:{_probes++}", new Inbound.Told("simulation-probe", "").ToJson(), now))]);
        var claims = await store.ClaimAsync(64, 1, now);
        claims.Select(c => c.Lane).Should().Contain(lanes, "I6: every chat can be claimed after a restart");
        foreach (var claim in claims)
        {
            var chat = ChatState.Parse(claim.State);
            if (claim.State is not null && !claim.Lane.IsSystem)
                (chat.Dialog is null || chat.Dialog.Dialog == "phan-anh").Should().BeTrue("I6: only that dialog was begun");
            await store.ReleaseAsync(claim);
        }
    }

    private async Task<bool> IsDrainedAsync() =>
        _citizens.TrueForAll(c => c.Updates.Count == 0 && c.IsDone(_channel))
        && await _rig.Site.Store.FiguresAsync() is { MailWaiting: 0, OutboxWaiting: 0, OutboxSending: 0 };

    private async Task CheckAsync()
    {
        var figures = await _rig.Site.Store.FiguresAsync();
        figures.DeadLetters.Should().Be(0, "I1");
        figures.MailWaiting.Should().Be(0, "I1");
        (figures.OutboxWaiting + figures.OutboxSending).Should().Be(0, "everything is sent in the end");
        _accepted.Should().Be(_citizens.Sum(c => c.Made));

        var petitions = Petition.Records.List(new StepView(_rig.Site.Store, _rig.Site.Office), new RecordQuery(_rig.Site.Office, Petition.Records.Name, Limit: 200));
        petitions.Select(p => p.Content).Should().BeEquivalentTo(_citizens.SelectMany(c => c.Contents), "I3: one petition a submission");
        petitions.Select(p => p.Code).Should().OnlyHaveUniqueItems("I3");

        foreach (var citizen in _citizens)
        {
            var copies = _channel.Copies.Where(c => c.Address == citizen.Address).ToList();
            var codes = Citizen.Codes(copies.Select(c => c.Text)).Distinct();
            codes.Should().BeEquivalentTo(petitions.Where(p => citizen.Contents.Contains(p.Content)).Select(p => p.Code), "I4: {0} has a receipt of each, copies with the same code", citizen.Address);
            // Ids of rows are derived from the mail that caused them and numbered within it.
            copies.Select(c => c.OutboxId[..c.OutboxId.LastIndexOf('-')]).Distinct().Should().HaveCount(citizen.Made, "I1: each update of {0} was answered, once", citizen.Address);
        }

        foreach (var row in _channel.Copies.GroupBy(c => c.OutboxId))
        {
            row.Select(c => c.Text).Distinct().Should().ContainSingle("I4: a second copy reads like the first");
            row.Count(c => c.IsAcknowledged).Should().Be(1, "I5: what was acknowledged is not sent again, and nothing is given up");
            row.Last().IsAcknowledged.Should().BeTrue("I5");
        }

        var doubled = _channel.Copies.Count - _channel.Copies.Select(c => c.OutboxId).Distinct().Count();
        doubled.Should().BeLessThanOrEqualTo(_channel.Unanswered + _channel.CutOff, "I5");
    }

    // The rig makes its clock after the channel it is given.
    private sealed class LateClock : TimeProvider
    {
        public TimeProvider? Time { get; set; }

        public override DateTimeOffset GetUtcNow() => Time!.GetUtcNow();
    }
}
