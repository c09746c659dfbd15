using System.Globalization;
using DanVanBot.Commands;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Delivery;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Terminal;

/// <summary>One person's chat with the bot in a terminal, or in a script: a line is sent, everything said to it is shown, then the next line is read.</summary>
public sealed class TerminalChat : IAsyncDisposable
{
    private const string PhotoCommand = "/anh";
    private const string FileCommand = "/tep";
    private const string PlaceCommand = "/vitri";
    private const string EndCommand = "/thoat";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Site _site;
    private readonly CommandIo _io;
    private readonly Door _door;
    private readonly LaneId _lane;
    private readonly TerminalChannel _channel;
    private readonly Inbox _inbox;
    private readonly PumpLoop _pumps;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private Waiting _waiting = new("");
    private int _count;

    /// <param name="site">The data.</param>
    /// <param name="io">The terminal.</param>
    /// <param name="instance">The channel instance; one chat at a time has it.</param>
    /// <param name="isInService">A service runs the lanes and timers; else this chat does.</param>
    public TerminalChat(Site site, CommandIo io, string instance, bool isInService)
    {
        (_site, _io) = (site, io);
        _door = new Door(instance, "me");
        _lane = site.Sealer.LaneOf(site.Office, _door);
        _inbox = new Inbox(site.Store, site.Sealer, site.Time);
        _channel = new TerminalChannel(instance, io, site.Time);
        _channel.MarkPassed += mark => Volatile.Read(ref _waiting).Take(mark);
        site.AddChannel(instance, _channel.Abilities);
        var sends = new SendPump(site.Store, _channel, site.Time, NullLogger<SendPump>.Instance);
        var fetches = new FetchPump(site.Store, _channel, site.Time, NullLogger<FetchPump>.Instance);
        var pumps = new List<(Func<CancellationToken, Task<int>>, Func<DateTimeOffset?>)> { (sends.StepAsync, () => sends.NextLook), (fetches.StepAsync, () => null) };
        if (!isInService)
        {
            var timers = new TimerPump(site.Store, site.Time);
            pumps.Add((timers.StepAsync, () => timers.NextLook));
            pumps.Add((site.RefreshAsync, () => null));
            pumps.Add((new LanePump(site.Store, site.Sealer, site.World, site.Time, NullLogger<LanePump>.Instance).StepAsync, () => null));
        }

        _pumps = new PumpLoop(site.Store, site.Time, pumps);
    }

    /// <summary>Begins: what had been waiting for this chat is shown; then comes the trial role, or at the very first time the greeting. A later time goes on where it was.</summary>
    /// <param name="trialRole">Role and, after a bar, unit; null for citizens.</param>
    /// <param name="ct">Gives up.</param>
    public async Task BeginAsync(string? trialRole, CancellationToken ct)
    {
        var first = await _site.Store.CommitAsync(
            new StoreCommit
            {
                Office = _site.Office,
                Reads = [new ReadStamp("terminal", _door.Channel, 0)],
                Writes = [new RecordWrite.Put("terminal", _door.Channel, "{}", [])],
            },
            ct).ConfigureAwait(false);
        await SayAsync(trialRole is not null ? new Inbound.Told(Trial.Topic, trialRole) : first.Done ? new Inbound.Said("/start") : null, ct).ConfigureAwait(false);
    }

    /// <summary>Reads and answers lines until they end.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (await _io.ReadLineAsync("> ", ct).ConfigureAwait(false) is { } line)
        {
            var text = line.Trim();
            if (text.Length == 0)
                continue;
            if (string.Equals(text, EndCommand, StringComparison.OrdinalIgnoreCase))
                return;
            if (Read(text) is { } what)
                await SayAsync(what, ct).ConfigureAwait(false);
            else
                await _io.ErrorAsync($"Write it like: {PhotoCommand} photo.jpg, {FileCommand} document.docx, {PlaceCommand} 14.8,108.9").ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _pumps.DisposeAsync();

    private Inbound? Read(string text)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        var rest = parts.Length > 1 ? parts[1] : "";
        switch (parts[0].ToLowerInvariant())
        {
            case PhotoCommand or FileCommand:
                if (rest.Length == 0)
                    return null;
                var path = _io.FullPath(rest);
                return new Inbound.Sent(string.Equals(parts[0], PhotoCommand, StringComparison.OrdinalIgnoreCase) ? AttachmentKind.Photo : AttachmentKind.Document, path, Path.GetFileName(path), null, null, null);
            case PlaceCommand:
                var numbers = rest.Split(',', StringSplitOptions.TrimEntries);
                return numbers.Length == 2
                    && double.TryParse(numbers[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
                    && double.TryParse(numbers[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
                    ? new Inbound.Placed(latitude, longitude)
                    : null;
        }

        // Inside a dialog a number may be the answer itself: there the dialog tells, as it does for channels that cannot show buttons.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _channel.ButtonAt(number)?.Action is ButtonAction.Start start
            && ButtonCodec.Write(start) is { } data)
            return new Inbound.Pressed(data);
        return new Inbound.Said(text);
    }

    // Returns when everything said because of it has been shown.
    private async Task SayAsync(Inbound? what, CancellationToken ct)
    {
        var waiting = new Waiting(string.Create(CultureInfo.InvariantCulture, $"{_session}-{++_count}"));
        Volatile.Write(ref _waiting, waiting);
        var received = new List<Received>();
        if (what is not null)
            received.Add(new Received(_door, waiting.Mark, what is Inbound.Told ? what : what with { By = new Speaker(null, true, _door.Address) }));
        received.Add(new Received(_door, waiting.Mark + "-mark", new Inbound.Told(TerminalMark.Topic, waiting.Mark)));
        await _inbox.AcceptAsync(_site.Office, received, ct).ConfigureAwait(false);
        try
        {
            await Task.WhenAny(waiting.Passed, _pumps.Running).WaitAsync(Patience, _site.Time, ct).ConfigureAwait(false);
            if (!waiting.Passed.IsCompleted)
                await _pumps.Running.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _io.ErrorAsync("No answer yet: the line is kept and will be handled; go on, or come back later.").ConfigureAwait(false);
        }
    }

    /// <summary>The mark that is waited for. One left over from a chat that broke off passes by unheeded.</summary>
    private sealed class Waiting(string mark)
    {
        private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Mark => mark;

        public Task Passed => _passed.Task;

        public void Take(string passing)
        {
            if (passing == mark)
                _passed.TrySetResult();
        }
    }
}
