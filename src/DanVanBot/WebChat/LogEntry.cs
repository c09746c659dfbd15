using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.WebChat;

/// <summary>One line of a visitor's log, as stored (sealed). An edit is an entry of its own that names the one it replaces.</summary>
internal sealed record LogEntry
{
    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>1 for the visitor's first entry, one more with each; without gaps, in order of commit.</summary>
    public long Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Said by the visitor; otherwise by the bot.</summary>
    public bool Mine { get; init; }

    /// <summary>The visitor's own message: the id the page gave it.</summary>
    public string? ClientId { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<TextSpan> Spans { get; init; } = [];

    public IReadOnlyList<LogButton> Buttons { get; init; } = [];

    public AskFor AskFor { get; init; }

    public IReadOnlyList<LogFile> Files { get; init; } = [];

    public LogPlace? Place { get; init; }

    public LogPress? Press { get; init; }

    /// <summary>Number of the entry this one replaces.</summary>
    public long? Replaces { get; init; }

    /// <summary>A message of the bot.</summary>
    public static LogEntry OfBot(BotMessage message, IReadOnlyList<LogFile> files, long? replaces, DateTimeOffset at) => new()
    {
        At = at,
        Text = message.Text,
        Spans = message.Spans,
        Buttons = [.. message.Buttons.Select(LogButton.Of).OfType<LogButton>()],
        AskFor = message.AskFor,
        Files = files,
        Replaces = replaces,
    };

    /// <summary>As the page gets it: without the names files have in the store.</summary>
    public object ToWire() => new
    {
        n = Number,
        at = At.ToUnixTimeMilliseconds(),
        by = Mine ? "me" : "bot",
        id = ClientId,
        text = Text,
        spans = Spans.Count == 0 ? null : Spans.Select(s => new { o = s.Offset, l = s.Length, k = s.Kind.ToString().ToLowerInvariant() }),
        buttons = Buttons.Count == 0 ? null : Buttons,
        ask = AskFor == AskFor.Location ? "location" : null,
        files = Files.Count == 0 ? null : Files.Select(f => new { name = f.Name, type = f.Type, size = f.Size }),
        place = Place,
        press = Press,
        replaces = Replaces,
    };
}

/// <summary>A button: it carries data or opens a link.</summary>
internal sealed record LogButton(string Label, string? Data, string? Url)
{
    /// <summary>Null for a link the page must not follow (only http, https and tel are).</summary>
    public static LogButton? Of(Button button) => button.Action switch
    {
        ButtonAction.Open open => IsSafe(open.Url) ? new LogButton(button.Label, null, open.Url) : null,
        var action => new LogButton(button.Label, ButtonCodec.Write(action), null),
    };

    private static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "tel";
}

/// <summary>A file of an entry. <paramref name="Attachment"/> names it in the store and never leaves the server.</summary>
internal sealed record LogFile(string Attachment, string Name, string Type, long Size);

/// <summary>A position, WGS 84 degrees.</summary>
internal sealed record LogPlace(double Lat, double Lon);

/// <summary>Which button was pressed: of which entry, carrying what.</summary>
internal sealed record LogPress(long? Of, string Data);

/// <summary>What became of an append.</summary>
/// <param name="Entry">The entry as it stands in the log.</param>
/// <param name="IsNew">False when its owner had written it before.</param>
internal sealed record Appended(LogEntry Entry, bool IsNew);

/// <summary>Who is speaking on the page.</summary>
/// <param name="Address">Where the channel finds them; a hash, no use as a cookie.</param>
/// <param name="Lane">Their lane, also the name of their log.</param>
/// <param name="Role">The role being tried; null for people.</param>
internal sealed record Visitor(string Address, LaneId Lane, string? Role);
