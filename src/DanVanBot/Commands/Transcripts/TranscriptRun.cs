using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;
using DanVanBot.Hosting;

namespace DanVanBot.Commands.Transcripts;

/// <summary>The first line of a transcript that did not come true.</summary>
internal sealed record Mismatch(int Line, string Expected, string Got);

/// <summary>
/// Plays one transcript. Who speaks is a chat of its own: "officer…" and "secretary…" have that role for trial from the beginning, everybody else is a citizen.
/// Where a transcript sets no time it is a Friday in June, eight o'clock.
/// </summary>
internal sealed class TranscriptRun
{
    private static readonly DateTime DefaultNow = new(2026, 6, 12, 8, 0, 0);

    private readonly Transcript _transcript;
    private readonly TranscriptBot _bot;
    private readonly bool _hasButtons;
    private readonly TranscriptMatch _match = new();
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.Ordinal);
    private Chat _chat = null!;
    private bool _isSkipping;

    private TranscriptRun(Transcript transcript, TranscriptBot bot) => (_transcript, _bot, _hasButtons) = (transcript, bot, bot.Channel.Abilities.Buttons);

    /// <summary>Plays it on a fresh bot; null when all came true.</summary>
    public static async Task<Mismatch?> PlayAsync(Transcript transcript, Settings settings, ChannelKind kind)
    {
        var first = transcript.Lines.TakeWhile(l => l is not TranscriptLine.Sends).OfType<TranscriptLine.SetsNow>().FirstOrDefault()?.Local ?? DefaultNow;
        var zone = Core.Offices.TimeZones.Find(settings.TimeZone) ?? TimeZoneInfo.Utc;
        var bot = await TranscriptBot.StartAsync(settings, kind, new DateTimeOffset(first, zone.GetUtcOffset(first))).ConfigureAwait(false);
        await using (bot.ConfigureAwait(false))
        {
            var run = new TranscriptRun(transcript, bot);
            foreach (var who in transcript.Lines.OfType<TranscriptLine.SpeaksAs>().Select(l => l.Who).Prepend("citizen").Distinct())
                await run.MeetAsync(who).ConfigureAwait(false);
            run.SpeakAs("citizen");
            foreach (var line in transcript.Lines)
            {
                var got = await run.PlayAsync(line).ConfigureAwait(false);
                if (bot.TakeFailures() is { Count: > 0 } failures)
                    return new Mismatch(line.Line, "no failure inside the bot", string.Join("; ", failures));
                if (got is not null)
                    return got;
            }

            return null;
        }
    }

    private async Task<Mismatch?> PlayAsync(TranscriptLine line)
    {
        switch (line)
        {
            case TranscriptLine.Sends sends:
                return await SendAsync(sends).ConfigureAwait(false);
            case TranscriptLine.Restarts:
                await _bot.RestartAsync().ConfigureAwait(false);
                return null;
            case TranscriptLine.SpeaksAs who:
                SpeakAs(who.Who);
                return null;
            case TranscriptLine.SetsNow now:
                return await MoveAsync(line, new DateTimeOffset(now.Local, _bot.Site.World.Current.Office.Calendar.Zone.GetUtcOffset(now.Local))).ConfigureAwait(false);
            case TranscriptLine.Waits waits:
                return await MoveAsync(line, _bot.Time.GetUtcNow() + waits.Span).ConfigureAwait(false);
            case TranscriptLine.Given given:
                return await GiveAsync(given).ConfigureAwait(false);
            default:
                return _isSkipping ? null : Expect(line);
        }
    }

    private void SpeakAs(string who)
    {
        _isSkipping = false;
        _chat = _chats[who];
    }

    // What they are told when they get their role is not part of the transcript.
    private async Task MeetAsync(string who)
    {
        _chat = _chats[who] = new Chat(who);
        var role = who.Split(' ')[0];
        if (role is not ("officer" or "secretary"))
            return;
        await _bot.AcceptAsync(who, new Inbound.Told(Trial.Topic, role)).ConfigureAwait(false);
        await _bot.SettleAsync().ConfigureAwait(false);
        _chat.From = Shown.Count;
    }

    private async Task<Mismatch?> MoveAsync(TranscriptLine line, DateTimeOffset target)
    {
        if (target < _bot.Time.GetUtcNow())
            return new Mismatch(line.Line, "a time that is still to come", _bot.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
        foreach (var chat in _chats.Values)
            chat.From = _bot.Channel.ShownTo(chat.Address).Count;
        await _bot.MoveToAsync(target).ConfigureAwait(false);
        return null;
    }

    private async Task<Mismatch?> GiveAsync(TranscriptLine.Given given)
    {
        var parts = given.What.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts[0] != "invitation")
            return new Mismatch(given.Line, "something the runner can prepare: invitation [UNIT]", given.What);
        var site = _bot.Site;
        var now = _bot.Time.GetUtcNow();
        var day = site.World.Current.Office.Calendar.DayOf(now);
        var unit = parts.Length > 1
            ? await site.UnitNamedAsync(parts[1]).ConfigureAwait(false)
            : (await site.ReadAsync(view => UnitBook.OfKind(view, Unit.PartyCell, day)).ConfigureAwait(false))[0];
        // The same code in every run: a transcript must not depend on chance.
        var random = new byte[Invitations.RandomBytes];
        random[0] = (byte)given.Line;
        _match.Captured["invite"] = await site.ChangeAsync(view => Invitations.Invite(view, site.Sealer, Role.Secretary, unit.Id, now, random), CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private async Task<Mismatch?> SendAsync(TranscriptLine.Sends sends)
    {
        _isSkipping = false;
        _chat.From = Shown.Count;
        _chat.At = _chat.From;
        switch (sends)
        {
            case TranscriptLine.Says says:
                await _bot.AcceptAsync(_chat.Address, new Inbound.Said(_match.Fill(says.Text))).ConfigureAwait(false);
                break;
            case TranscriptLine.SharesPlace place:
                await _bot.AcceptAsync(_chat.Address, new Inbound.Placed(place.Latitude, place.Longitude)).ConfigureAwait(false);
                break;
            case TranscriptLine.SharesContact contact:
                await _bot.AcceptAsync(_chat.Address, new Inbound.GaveContact(contact.Phone, contact.IsOwn)).ConfigureAwait(false);
                break;
            case TranscriptLine.SendsFile file:
                for (var i = 0; i < file.Count; i++)
                {
                    var reference = string.Create(CultureInfo.InvariantCulture, $"line{file.Line}-{i}");
                    // A file that stands beside the transcript is what is sent; any other has something in it that is a picture.
                    if (file.Name is { } name && Path.Combine(Path.GetDirectoryName(_transcript.File) ?? "", Path.GetFileName(name)) is var beside && File.Exists(beside))
                        _bot.Channel.Files[reference] = await File.ReadAllBytesAsync(beside).ConfigureAwait(false);
                    await _bot.AcceptAsync(_chat.Address, new Inbound.Sent(file.Kind, reference, file.Name, 1000, file.Caption, file.Count > 1 ? $"album{file.Line}" : null)).ConfigureAwait(false);
                }

                break;
            case TranscriptLine.Presses press:
                if (Press(press) is not { } pressed)
                    return _isSkipping ? null : new Mismatch(press.Line, $"a button \"{press.Label}\"", Got(0));
                await _bot.AcceptAsync(_chat.Address, pressed).ConfigureAwait(false);
                break;
        }

        await _bot.SettleAsync().ConfigureAwait(false);
        if (sends is TranscriptLine.SendsFile { Count: > 1 })
            await _bot.MoveToAsync(_bot.Time.GetUtcNow() + TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        return null;
    }

    private Inbound? Press(TranscriptLine.Presses press)
    {
        var label = _match.Fill(press.Label);
        if (!_hasButtons)
        {
            // A number stands for what was asked last; there is no way to press what is past, nor to expect what it would say.
            _isSkipping = press.Old;
            return press.Old ? null : Shown.Reverse().Select(m => Numbered.TypedFor(m.Text, label)).OfType<string>().Select(n => new Inbound.Said(n)).FirstOrDefault();
        }

        var messages = press.Old ? Shown : Shown.Reverse();
        return messages.SelectMany(m => m.Buttons).FirstOrDefault(b => b.Label == label) is { } button && ButtonCodec.Write(button.Action) is { } data ? new Inbound.Pressed(data) : null;
    }

    private Mismatch? Expect(TranscriptLine line)
    {
        switch (line)
        {
            case TranscriptLine.Expects expects:
                for (var i = Math.Max(_chat.At, _chat.From); i < Shown.Count; i++)
                {
                    if (!_match.Matches(expects.Exact && !_hasButtons ? Numbered.Without(Shown[i].Text) : Shown[i].Text, expects.Text, expects.Exact))
                        continue;
                    _chat.At = i;
                    return null;
                }

                return new Mismatch(line.Line, _match.Fill(expects.Text), Got(_chat.From));
            case TranscriptLine.ExpectsNot not:
                return Since.Any(m => _match.Matches(m.Text, not.Text, exact: false)) ? new Mismatch(line.Line, "not: " + not.Text, Got(_chat.From)) : null;
            case TranscriptLine.ExpectsButton expects:
                var label = _match.Fill(expects.Label);
                var isThere = Since.Any(m => _hasButtons ? m.Buttons.Any(b => b.Label == label) : Numbered.TypedFor(m.Text, label) is not null);
                return isThere == expects.Absent ? new Mismatch(line.Line, $"{(expects.Absent ? "no" : "a")} button \"{label}\"", Got(_chat.From)) : null;
            default:
                return null;
        }
    }

    private IReadOnlyList<BotMessage> Shown => _bot.Channel.ShownTo(_chat.Address);

    private IEnumerable<BotMessage> Since => Shown.Skip(_chat.From);

    private string Got(int from)
    {
        var messages = Shown.Skip(from).Select(m => m.Text + (m.Buttons.Count > 0 ? $" [{string.Join("] [", m.Buttons.Select(b => b.Label))}]" : "")).ToList();
        return messages.Count == 0 ? "nothing" : string.Join("\n---\n", messages);
    }

    /// <summary>One who talks, and what of the messages is looked at: all since <see cref="From"/>, in order from <see cref="At"/>.</summary>
    private sealed class Chat(string address)
    {
        public string Address => address;

        public int From { get; set; }

        public int At { get; set; }
    }
}
