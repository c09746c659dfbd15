using System.Globalization;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>
/// One step: what it starts from, what it may read, and what it wants done. A step has no other way to anything: no clock, no chance, no I/O but the view.
/// It may be run again from the start, and then does the same. Not thread-safe.
/// </summary>
public sealed class StepContext
{
    private readonly List<NewOutbox> _outbox = [];
    private readonly List<NewMail> _mail = [];
    private readonly List<NewTimer> _timers = [];
    private readonly List<string> _cancelled = [];
    private readonly List<NewFetch> _fetches = [];
    private Person? _who;
    private bool _isWhoKnown;

    /// <summary>The immutable snapshots of this step.</summary>
    public required World World { get; init; }

    /// <summary>Reads and writes of records.</summary>
    public required StepView View { get; init; }

    /// <summary>Keyed look-ups of personal values; a step seals nothing itself.</summary>
    public required Sealer Sealer { get; init; }

    /// <summary>The lane this step runs for.</summary>
    public required LaneId Lane { get; init; }

    /// <summary>The mail being handled: the root of every id derived in this step.</summary>
    public required string MailId { get; init; }

    /// <summary>When the mail was accepted. Facts ("received at") use this: it stays the same when the step runs again.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The time of this run.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Who spoke, null for mail from inside.</summary>
    public Speaker? By { get; init; }

    /// <summary>Nothing in this release handles the mail: it is dropped, and the pump says so in the log.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The chat's state; replaced as the step goes on.</summary>
    public ChatState Chat { get; set; } = new();

    /// <summary>The office.</summary>
    public OfficeId Office => View.Office;

    /// <summary>The office's data.</summary>
    public OfficeData Data => World.Office;

    /// <summary>Who stands behind this lane, null while the chat is unknown (no consent, no link).</summary>
    public Person? Who
    {
        get
        {
            if (!_isWhoKnown)
            {
                _who = People.Find(View, Lane);
                _isWhoKnown = true;
            }

            return _who;
        }
    }

    /// <summary>Writes the person behind this lane.</summary>
    public void Save(Person person)
    {
        People.Save(View, person);
        _who = person;
        _isWhoKnown = true;
    }

    /// <summary>The person behind this lane, made now if there is none. Its id is derived from the lane.</summary>
    public Person WhoOrNew() => Who ?? People.New(Sealer, Lane);

    /// <summary>Whether the one who speaks may do this, by the office's table of permissions.</summary>
    /// <param name="action">An action of the table.</param>
    /// <param name="unit">The unit it is done to, where the table limits a role to its own.</param>
    public bool May(string action, string? unit = null) => Data.Permissions.Allows(People.RolesOf(this), action, unit);

    /// <summary>An id derived from this mail: the same when the step runs again.</summary>
    public string Derive(string purpose) => Sealer.Lookup("derived", $"{Lane}|{MailId}|{purpose}");

    /// <summary>Says something in this chat.</summary>
    public void Say(BotMessage message, SendPolicy policy = SendPolicy.Repeat, SendUrgency urgency = SendUrgency.Reply, DateTimeOffset? notBefore = null)
    {
        foreach (var part in World.Render(Lane, message))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{Derive("say")}-{_outbox.Count}");
            _outbox.Add(new NewOutbox(id, Lane, MessageJson.Write(part), policy, urgency, notBefore ?? Now));
        }
    }

    /// <summary>Sends word to another lane, whose own step acts on it. Told twice under the same id it arrives once (7 days).</summary>
    /// <param name="lane">Whose.</param>
    /// <param name="topic">A topic some slice handles.</param>
    /// <param name="argument">For the handler.</param>
    /// <param name="id">What makes it the same word; derived from this mail when null.</param>
    public void Tell(LaneId lane, string topic, string argument, string? id = null) =>
        _mail.Add(new NewMail(Office, lane, "told:" + (id ?? Derive($"tell {topic} {lane} {argument}")), new Inbound.Told(topic, argument).ToJson(), AcceptedAt));

    /// <summary>Sets (or moves) a timer of a lane.</summary>
    /// <param name="id">Names it: a timer with the same id is replaced.</param>
    /// <param name="at">When.</param>
    /// <param name="timer">A timer some slice handles.</param>
    /// <param name="argument">For the handler.</param>
    /// <param name="lane">Whose; this lane when null.</param>
    public void Wake(string id, DateTimeOffset at, string timer, string? argument = null, LaneId? lane = null) =>
        _timers.Add(new NewTimer(id, lane ?? Lane, at, new Inbound.Fired(timer, argument).ToJson()));

    /// <summary>Takes a timer back.</summary>
    public void CancelWake(string id) => _cancelled.Add(id);

    /// <summary>Has a file fetched; <see cref="Inbound.Fetched"/> comes as mail.</summary>
    /// <returns>The id the file is known by from now on.</returns>
    public string Fetch(string fileRef)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"f{Derive("fetch")}{_fetches.Count}");
        _fetches.Add(new NewFetch(id, Lane, fileRef));
        return id;
    }

    /// <summary>Everything the step wants, as one commit.</summary>
    public StoreCommit ToCommit(LaneClaim claim)
    {
        Files.Keep(View, _outbox);
        return new StoreCommit
        {
            Office = Office,
            Claim = claim,
            MailDone = [MailId],
            LaneState = Chat.ToJson(),
            Reads = View.Reads,
            Writes = View.Writes,
            Outbox = _outbox,
            Mail = _mail,
            Timers = _timers,
            TimersCancelled = _cancelled,
            Fetches = _fetches,
        };
    }
}
