using System.Reflection;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Search;
using DanVanBot.Storage.LiteDb;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Core.Tests.Offices;

/// <summary>
/// The slices over the real store, the shipped office data and a virtual clock. Functions of dialogs are called as the engine calls them; word between lanes and timers
/// go through the store's inbox as in the service.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    public static readonly OfficeProfile Profile = new("Phường Thử Nghiệm", "DP", "0255 000 000", "01 Ví Dụ", "7 giờ đến 16 giờ");

    private readonly string _folder;
    private readonly LiteDbStore _store;
    private int _mail;

    private Desk(string folder, LiteDbStore store, FakeTimeProvider clock, Sealer sealer, OfficeData data)
    {
        (_folder, _store, Clock, Sealer) = (folder, store, clock, sealer);
        Slices = new Slices();
        PeopleSlice.Register(Slices);
        PetitionSlice.Register(Slices);
        ReportingSlice.Register(Slices);
        var dialogs = Phrases(Directory.CreateDirectory(Path.Combine(_folder, "dialogs")).FullName);
        World = new World(
            1, dialogs, new DialogEngine(dialogs, Slices.Functions), Corpus.Build([]), data, Slices, new MessageRenderer(_ => null, dialogs.Phrases),
            TextCues.Load(Path.Combine(Repo.Dialogs, "words", "cues.yaml")));
    }

    public static OfficeId Office => OfficeId.Default;

    public FakeTimeProvider Clock { get; }

    public Sealer Sealer { get; }

    public Slices Slices { get; }

    public World World { get; set; }

    public IBotStore Store => _store;

    public OfficeData Data => World.Office;

    /// <summary>Everything said so far, by lane: the phrase's name first, then what it was given.</summary>
    public List<(LaneId Lane, string Text)> Said { get; } = [];

    /// <summary>Called between a step and its commit, once: somebody else is faster.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    /// <param name="now">Local time of Viet Nam.</param>
    /// <param name="change">Office data other than the shipped ones.</param>
    public static async Task<Desk> OpenAsync(string now = "2026-06-12T09:00", Func<OfficeData, OfficeData>? change = null)
    {
        var (data, errors) = OfficeDataLoader.Load(Repo.Office, Profile, TimeZones.Vietnam, "21:00-06:30");
        errors.Should().BeEmpty();
        var clock = new FakeTimeProvider(Local(now));
        var sealer = new Sealer(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        var folder = Directory.CreateTempSubdirectory("danvan-slices-").FullName;
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions { Folder = Path.Combine(folder, "data"), Sealer = sealer, Time = clock });
        return new Desk(folder, store, clock, sealer, change is null ? data! : change(data!));
    }

    public static DateTimeOffset Local(string text) =>
        new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));

    public void SetClock(string local) => Clock.SetUtcNow(Local(local));

    public LaneId LaneOf(string who) => Sealer.LaneOf(Office, new Door("test", who));

    public StepView View() => new(_store, Office);

    /// <summary>Commits what an operator's command writes.</summary>
    public async Task<T> CommandAsync<T>(Func<StepView, T> command)
    {
        var view = View();
        var result = command(view);
        var commit = await _store.CommitAsync(new StoreCommit { Office = Office, Reads = view.Reads, Writes = view.Writes });
        commit.Done.Should().BeTrue(commit.Detail);
        return result;
    }

    /// <summary>Turns sample mode on, with its units.</summary>
    public Task SampleAsync() => CommandAsync(view => SampleStart.Begin(view, Data, Clock.GetUtcNow()));

    /// <summary>Gives somebody a role through the front door: an invitation and its use.</summary>
    public async Task LinkAsync(string who, Role role, string? unit = null)
    {
        var random = new byte[Invitations.RandomBytes];
        BitConverter.TryWriteBytes(random, ++_mail);
        var (code, invitation) = Invitations.Make(Sealer, role, unit, Clock.GetUtcNow(), random);
        await _store.CommitAsync(new StoreCommit { Office = Office, Writes = [Invitation.Records.ToWrite(invitation)] });
        (await EffectAsync(who, "link-by-code", ("code", code))).Outcome.Should().Be("ok");
    }

    public Task<EffectResult> EffectAsync(string who, string effect, params (string Slot, string Value)[] slots) =>
        StepAsync(who, step => Invoke<Func<DialogContext, EffectResult>>("EffectOf", effect)(Context(step, null, slots)));

    public Task<object?> ShowAsync(string who, string show, string? argument = null) =>
        StepAsync(who, step => Invoke<Func<DialogContext, object?>>("ShowOf", show)(Context(step, argument)));

    public Task<IReadOnlyList<Choice>> OptionsAsync(string who, string options) =>
        StepAsync(who, step => Invoke<Func<DialogContext, IReadOnlyList<Choice>>>("OptionsOf", options)(Context(step, null)));

    public Task<bool> WhenAsync(string who, string when) =>
        StepAsync(who, step => Invoke<Func<DialogContext, bool>>("WhenOf", when)(Context(step, null)));

    public Task<string?> ValueAsync(string who, string value, string? argument = null) =>
        StepAsync(who, step => Invoke<Func<DialogContext, string?>>("ValueOf", value)(Context(step, argument)));

    public CheckResult Check(string check, string typed)
    {
        var step = NewStep(View(), LaneOf("x"), "m", Clock.GetUtcNow());
        return Invoke<Func<DialogContext, string, CheckResult>>("CheckOf", check)(Context(step, null), typed);
    }

    /// <summary>One message of somebody: accepted, claimed, handled by <paramref name="act"/>, committed; again when the commit is refused.</summary>
    public async Task<T> StepAsync<T>(string who, Func<StepContext, T> act, bool isPrivate = true)
    {
        await SettleAsync();
        var id = $"test:{++_mail}";
        await _store.AcceptAsync([new NewMail(Office, LaneOf(who), id, new Inbound.Said("x") { By = By(isPrivate) }.ToJson(), Clock.GetUtcNow(), who)]);
        T result = default!;
        await RunAsync(step => result = act(step), By(isPrivate));
        await SettleAsync();
        return result;
    }

    /// <summary>Handles all mail that waits, and what it causes.</summary>
    public async Task SettleAsync()
    {
        do
        {
            while (await _store.FireTimersAsync(Clock.GetUtcNow(), 100) > 0)
            {
            }
        }
        while (await RunAsync(null, null));
    }

    /// <summary>Word from the host.</summary>
    public async Task TellAsync(LaneId lane, string topic, string argument = "")
    {
        await _store.AcceptAsync([new NewMail(Office, lane, $"host:{++_mail}", new Inbound.Told(topic, argument).ToJson(), Clock.GetUtcNow(), lane.IsSystem ? null : "x")]);
        await SettleAsync();
    }

    public Task BootAsync() => TellAsync(Reminders.Lane, Reminders.BootTopic);

    public IEnumerable<string> SaidTo(string who) => Said.Where(s => s.Lane == LaneOf(who)).Select(s => s.Text);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static DialogContext Context(StepContext step, string? argument, params (string Slot, string Value)[] slots) => new()
    {
        Dialog = "test",
        Slots = slots.ToDictionary(s => s.Slot, s => Slot(s.Value)),
        Values = new Dictionary<string, System.Text.Json.JsonElement>(),
        Argument = argument,
        Now = step.Now,
        Environment = step,
    };

    // "@f1,f2" stands for files.
    private static SlotValue Slot(string value) => value.StartsWith('@')
        ? new SlotValue(SlotType.Photos, "", "", value[1..].Split(','))
        : new SlotValue(SlotType.Text, value, value, []);

    private static Speaker By(bool isPrivate) => new("Người Thử", isPrivate, "someone");

    private StepContext NewStep(StepView view, LaneId lane, string mail, DateTimeOffset acceptedAt, Speaker? by = null, string? state = null) => new()
    {
        World = World,
        View = view,
        Sealer = Sealer,
        Lane = lane,
        MailId = mail,
        AcceptedAt = acceptedAt,
        Now = Clock.GetUtcNow(),
        By = by,
        Chat = ChatState.Parse(state),
    };

    private async Task<bool> RunAsync(Action<StepContext>? act, Speaker? by)
    {
        var claims = await _store.ClaimAsync(256, 1, Clock.GetUtcNow());
        foreach (var claim in claims)
        {
            var mail = claim.Mail[0];
            for (var attempt = 1; ; attempt++)
            {
                attempt.Should().BeLessThan(4, "a step that is refused three times is the lane's to give up");
                var step = NewStep(View(), claim.Lane, mail.Id, mail.AcceptedAt, by, claim.State);
                var inbound = Inbound.Parse(mail.Body);
                if (inbound is Inbound.Said)
                    act!(step);
                else
                    ChatStep.Run(step, inbound);
                var between = BeforeCommit;
                BeforeCommit = null;
                if (between is not null)
                    await between();
                var commit = step.ToCommit(claim);
                var result = await _store.CommitAsync(commit);
                if (!result.Done)
                    continue;
                Said.AddRange(commit.Outbox.Select(o => (o.Lane, MessageJson.Read(o.Body).Text)));
                break;
            }

            await _store.ReleaseAsync(claim);
        }

        return claims.Count > 0;
    }

    private T Invoke<T>(string lookup, string name) =>
        (T)typeof(DialogFunctions).GetMethod(lookup, BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(Slices.Functions, [name])!;

    // Phrases that show their name and what they are given: what is tested here is who is told what, not the sentences.
    private static DialogSet Phrases(string folder)
    {
        File.Copy(Path.Combine(Repo.Dialogs, "words.yaml"), Path.Combine(folder, "words.yaml"));
        File.WriteAllLines(Path.Combine(folder, "phrases.yaml"), Notices.Phrases.Append("answer-by-number").Append("answer-or-word").Select(p =>
            $"{p}: \"{p}|{{{{code}}}}|{{{{title}}}}|{{{{unit}}}}|{{{{left}}}}|{{{{answer}}}}{{{{question}}}}|{{{{count}}}}{{{{missingCount}}}}|{{{{#each items}}}}{{{{unit}}}}:{{{{title}}}};{{{{/each}}}}\""));
        Directory.CreateDirectory(Path.Combine(folder, "chao"));
        File.WriteAllText(Path.Combine(folder, "chao", "dialog.yaml"), "id: chao\ntitle: Chào\nsteps:\n  - id: a\n    say: Chào\n");
        return DialogSet.Load(folder).Require();
    }
}
