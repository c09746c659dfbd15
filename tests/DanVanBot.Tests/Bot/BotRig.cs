using DanVanBot.Core.Channels;
using DanVanBot.Core.Delivery;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Reading;
using DanVanBot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DanVanBot.Tests.Bot;

/// <summary>The whole bot but its network: real store in a folder of its own, real dialogs and office data, pumps stepped by hand under a virtual clock.</summary>
public sealed class BotRig : IAsyncDisposable
{
    // The busiest test takes some hundred: more is mail that makes mail.
    private const int MostRounds = 20_000;

    private readonly string _folder;
    private readonly Dictionary<string, string?> _settings;
    private Site _site = null!;
    private LanePump _lanes = null!;
    private TimerPump _timers = null!;
    private SendPump _sends = null!;
    private FetchPump _fetches = null!;
    private int _next;

    private BotRig(RigChannel channel, Dictionary<string, string?> settings)
    {
        _folder = Directory.CreateTempSubdirectory("danvan-rig-").FullName;
        _settings = settings;
        Channel = channel;
        Time.SetUtcNow(new DateTimeOffset(2026, 6, 12, 2, 0, 0, TimeSpan.Zero));
    }

    public FakeTimeProvider Time { get; } = new();

    public RigChannel Channel { get; }

    public Site Site => _site;

    public string Folder => _folder;

    public static async Task<BotRig> StartAsync(
        bool samples = true, ChannelAbilities? abilities = null, Dictionary<string, string?>? settings = null, RigChannel? channel = null)
    {
        var rig = new BotRig(channel ?? new RigChannel(abilities), settings ?? []);
        await rig.OpenAsync(samples, true);
        return rig;
    }

    /// <summary>Closes and opens everything again on the same folder, as a restart does.</summary>
    /// <param name="settle">False leaves what waits to whoever steps the pumps.</param>
    public async Task RestartAsync(bool settle = true)
    {
        await _site.DisposeAsync();
        await OpenAsync(true, settle);
    }

    /// <summary>The setting a real office makes, and the restart it takes.</summary>
    public async Task NameTheOfficeAsync(string name)
    {
        _settings["Office:Name"] = name;
        await RestartAsync();
    }

    /// <summary>Imports the real documents given beside the checkout.</summary>
    public async Task ImportSeedsAsync()
    {
        Repository.SkipUnless(Repository.Shared is not null, "../shared/seeds");
        var read = Directory.EnumerateFiles(Path.Combine(Repository.Shared!, "seeds"), "*.txt").Order(StringComparer.Ordinal)
            .Select(f => DirectiveReader.Read(Path.GetFileName(f), File.ReadAllText(f)).Directive!).ToList();
        await _site.Register.ImportAsync(read);
        await _site.ReloadCorpusAsync();
    }

    /// <summary>Somebody says something; returns what the bot says to it.</summary>
    public Task<IReadOnlyList<BotMessage>> SayAsync(string who, string text) => GiveAsync(who, new Inbound.Said(text));

    /// <summary>Somebody presses a button of the last message that has it.</summary>
    public Task<IReadOnlyList<BotMessage>> PressAsync(string who, string label)
    {
        var button = Channel.To(who).Reverse().SelectMany(m => m.Buttons).FirstOrDefault(b => b.Label == label)
            ?? throw new InvalidOperationException($"There is no button \"{label}\" in the chat of {who}.");
        return GiveAsync(who, new Inbound.Pressed(ButtonCodec.Write(button.Action)!));
    }

    /// <summary>Anything comes in; returns what the bot says to it.</summary>
    public async Task<IReadOnlyList<BotMessage>> GiveAsync(string who, Inbound what, string? id = null)
    {
        var before = Channel.To(who).Count;
        var inbox = new Inbox(_site.Store, _site.Sealer, Time);
        await inbox.AcceptAsync(_site.Office, [new Received(new Door(RigChannel.Name, who), id ?? $"m{_next++}", what with { By = what.By ?? new Speaker(who, true, who) })]);
        await SettleAsync();
        return [.. Channel.To(who).Skip(before)];
    }

    /// <summary>Gives a chat a role for trial.</summary>
    public async Task BecomeAsync(string who, string role)
    {
        await TrialRoles.StartAsync(_site, new Door(RigChannel.Name, who), role, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Steps the pumps until nothing is left to do now.</summary>
    public async Task SettleAsync()
    {
        var rounds = 0;
        for (var quiet = 0; quiet < 2;)
        {
            if (++rounds > MostRounds)
                throw new InvalidOperationException($"The pumps never come to rest: {rounds} rounds, and there is still something to do at {Time.GetUtcNow():O}.");
            var done = await _timers.StepAsync(default) + await _lanes.StepAsync(default) + await _fetches.StepAsync(default) + await _sends.StepAsync(default)
                + await _site.RefreshAsync();
            quiet = done == 0 ? quiet + 1 : 0;
        }
    }

    /// <summary>Steps one pump once; returns how much it did.</summary>
    public Task<int> StepAsync(RigPump pump) => pump switch
    {
        RigPump.Timers => _timers.StepAsync(default),
        RigPump.Lanes => _lanes.StepAsync(default),
        RigPump.Fetches => _fetches.StepAsync(default),
        _ => _sends.StepAsync(default),
    };

    /// <summary>Lets time pass.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    private async Task OpenAsync(bool samples, bool settle)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").AddInMemoryCollection(_settings).Build();
        _site = await Site.OpenAsync(Settings.Read(configuration, _folder, null), samples, Time, NullLoggerFactory.Instance);
        _site.AddChannel(RigChannel.Name, Channel.Abilities);
        _lanes = new LanePump(_site.Store, _site.Sealer, _site.World, Time, NullLogger<LanePump>.Instance);
        _timers = new TimerPump(_site.Store, Time);
        _sends = new SendPump(_site.Store, Channel, Time, NullLogger<SendPump>.Instance);
        _fetches = new FetchPump(_site.Store, Channel, Time, NullLogger<FetchPump>.Instance);
        await _site.Store.AcceptAsync([new NewMail(_site.Office, LaneId.System("reporting"), $"boot:{_next++}", new Inbound.Told("reporting-boot", "").ToJson(), Time.GetUtcNow())]);
        if (settle)
            await SettleAsync();
    }
}

/// <summary>What <see cref="BotRig.StepAsync"/> can step.</summary>
public enum RigPump
{
    Timers,
    Lanes,
    Fetches,
    Sends,
}

/// <summary>A channel that keeps what it is given.</summary>
public class RigChannel(ChannelAbilities? abilities) : IChannel
{
    public const string Name = "rig";

    private readonly List<(string To, BotMessage Message)> _sent = [];
    private readonly List<(string To, OutboundFile File)> _files = [];

    public string Instance => Name;

    public ChannelAbilities Abilities { get; } = abilities ?? new ChannelAbilities(true, 20, true, true, true, true, 4000);

    public virtual ChannelPace Pace => ChannelPace.Free;

    public IReadOnlyList<string> Secrets => [];

    /// <summary>What files hold, by reference; a line of text where nothing is said.</summary>
    public Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>What the next sends come to; sent when empty.</summary>
    public Queue<SendOutcome> Outcomes { get; } = new();

    public IReadOnlyList<BotMessage> To(string who)
    {
        lock (_sent)
        {
            return [.. _sent.Where(s => s.To == who).Select(s => s.Message)];
        }
    }

    /// <summary>Files somebody was sent.</summary>
    public IReadOnlyList<OutboundFile> FilesTo(string who)
    {
        lock (_sent)
        {
            return [.. _files.Where(s => s.To == who).Select(s => s.File)];
        }
    }

    public virtual Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        lock (_sent)
        {
            return Task.FromResult(Outcomes.TryDequeue(out var outcome) ? outcome : Keep(message));
        }
    }

    /// <summary>The person has it.</summary>
    protected SendOutcome Keep(OutboundMessage message)
    {
        lock (_sent)
        {
            _sent.Add((message.Address, message.Message));
            _files.AddRange(message.Files.Select(f => (message.Address, f)));
            return new SendOutcome.Sent($"{_sent.Count}");
        }
    }

    public Task<FetchOutcome> FetchAsync(string fileRef, CancellationToken ct) =>
        Task.FromResult<FetchOutcome>(new FetchOutcome.Fetched(Contents.GetValueOrDefault(fileRef) ?? System.Text.Encoding.UTF8.GetBytes("file " + fileRef)));

    public Task HintAsync(Hint hint, CancellationToken ct) => Task.CompletedTask;
}
