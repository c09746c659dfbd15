using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Delivery;
using DanVanBot.Core.Storage;
using DanVanBot.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Commands.Transcripts;

/// <summary>
/// The whole bot on a store of its own in a temporary folder, its pumps stepped by hand under a clock that stands still: real steps, real commits, real deliveries.
/// Every step reads the chat's state anew from what the one before it wrote; a restart opens the files anew too.
/// </summary>
internal sealed class TranscriptBot : IAsyncDisposable
{
    private const int MostSteps = 10_000;

    private readonly Settings _settings;
    private readonly string _folder;
    private readonly FailureLog _failures = new();
    private Site _site = null!;
    private LanePump _lanes = null!;
    private TimerPump _timers = null!;
    private SendPump _sends = null!;
    private FetchPump _fetches = null!;
    private int _starts;
    private int _received;

    private TranscriptBot(Settings settings, string folder, ChannelKind kind, ManualTime time) =>
        (_settings, _folder, Channel, Time) = (settings with { Data = folder, Key = Path.Combine(folder, "danvan.key") }, folder, new TranscriptChannel(kind), time);

    public TranscriptChannel Channel { get; }

    public ManualTime Time { get; }

    public Site Site => _site;

    /// <summary>What went wrong inside the bot since the last call.</summary>
    public IReadOnlyList<string> TakeFailures() => _failures.Take();

    public static async Task<TranscriptBot> StartAsync(Settings settings, ChannelKind kind, DateTimeOffset now)
    {
        var folder = Directory.CreateTempSubdirectory("danvanbot-transcript-").FullName;
        var bot = new TranscriptBot(settings, folder, kind, new ManualTime(now));
        try
        {
            await bot.OpenAsync().ConfigureAwait(false);
            return bot;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Stops and starts the bot on the same data.</summary>
    public async Task RestartAsync()
    {
        await _site.DisposeAsync().ConfigureAwait(false);
        await OpenAsync().ConfigureAwait(false);
    }

    /// <summary>Something comes in from a chat.</summary>
    public Task AcceptAsync(string address, Inbound what)
    {
        var by = new Speaker(null, true, address);
        var id = string.Create(CultureInfo.InvariantCulture, $"t{++_received}");
        var received = new Received(new Door(Channel.Instance, address), id, what is Inbound.Told ? what : what with { By = by });
        return new Inbox(_site.Store, _site.Sealer, Time).AcceptAsync(_site.Office, [received]);
    }

    /// <summary>Works until there is nothing left to do at this instant.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < MostSteps; i++)
        {
            var done = await _timers.StepAsync(CancellationToken.None).ConfigureAwait(false)
                + await _lanes.StepAsync(CancellationToken.None).ConfigureAwait(false)
                + await _sends.StepAsync(CancellationToken.None).ConfigureAwait(false)
                + await _fetches.StepAsync(CancellationToken.None).ConfigureAwait(false)
                + await _site.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            if (done == 0)
                return;
        }

        throw new InvalidDataException("the bot never comes to rest");
    }

    /// <summary>Moves the clock on, stopping at every timer on the way.</summary>
    public async Task MoveToAsync(DateTimeOffset target)
    {
        for (var i = 0; i < MostSteps; i++)
        {
            await SettleAsync().ConfigureAwait(false);
            if (_timers.NextLook is not { } next || next > target)
                break;
            Time.Set(next);
        }

        Time.Set(target);
        await SettleAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        _site = await Site.OpenAsync(_settings, withSamples: true, Time, NullLoggerFactory.Instance).ConfigureAwait(false);
        _site.AddChannel(Channel.Instance, Channel.Abilities);
        _lanes = new LanePump(_site.Store, _site.Sealer, _site.World, Time, new FailureLog.Of<LanePump>(_failures));
        _timers = new TimerPump(_site.Store, Time);
        _sends = new SendPump(_site.Store, Channel, Time, new FailureLog.Of<SendPump>(_failures));
        _fetches = new FetchPump(_site.Store, Channel, Time, new FailureLog.Of<FetchPump>(_failures));
        var id = string.Create(CultureInfo.InvariantCulture, $"boot:{++_starts}");
        await _site.Store.AcceptAsync(
            [new NewMail(_site.Office, LaneId.System("reporting"), id, new Inbound.Told("reporting-boot", "").ToJson(), Time.GetUtcNow())]).ConfigureAwait(false);
        await SettleAsync().ConfigureAwait(false);
    }
}
