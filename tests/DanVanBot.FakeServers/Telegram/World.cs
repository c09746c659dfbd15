using System.Globalization;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>Everything the fake server remembers. One lock guards it; whoever waits, waits on <see cref="WaitAsync{T}"/>.</summary>
internal sealed class World
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nextBoxId = 1;
    private long _nextFile = 1;
    private long _nextChatId = 4_000_001;
    private long _seq;

    public World(FakeTelegramOptions options)
    {
        Options = options;
        Clock = new ControlClock(options.Time);
        Random = new Random(options.Seed);
        Queue = new UpdateQueue(Clock, new Random(options.Seed + 1));
        Faults = new FaultScript(new Random(options.Seed + 2));
        Buckets = new Buckets(options, Clock);
        Files = new FileStore(this);
        Profile = new BotProfile(options);
    }

    public Lock Gate { get; } = new();

    public FakeTelegramOptions Options { get; }

    public ControlClock Clock { get; }

    public Random Random { get; }

    public UpdateQueue Queue { get; }

    public FaultScript Faults { get; }

    public Buckets Buckets { get; }

    public FileStore Files { get; }

    public BotProfile Profile { get; private set; }

    public Dictionary<long, FakeUser> Users { get; } = [];

    public Dictionary<long, Chat> Chats { get; } = [];

    public List<SentMessage> Sent { get; } = [];

    public List<EditRecord> Edits { get; } = [];

    public List<CallbackAnswer> Answers { get; } = [];

    public List<ChatActionRecord> Actions { get; } = [];

    public List<WireEntry> Wire { get; } = [];

    public List<PushEntry> Pushes { get; } = [];

    public Dictionary<string, OpenCallback> Callbacks { get; } = [];

    /// <summary>Called after an update was queued, to wake a long poll or the webhook.</summary>
    public Action Wake { get; set; } = () => { };

    public long NowUnix => Clock.GetUtcNow().ToUnixTimeSeconds();

    public long NextSeq() => ++_seq;

    public long Seq => _seq;

    public string NextFileKey() => (_nextFile++).ToString(CultureInfo.InvariantCulture);

    public long NextChatId() => _nextChatId++;

    public int NextMessageId(Chat chat) => chat.Type == "supergroup" ? chat.NextOwnId++ : _nextBoxId++;

    /// <summary>Wakes everything that waits for something to happen.</summary>
    public void Changed()
    {
        var was = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        was.TrySetResult();
    }

    /// <summary>Looks, under the lock, each time something happened, until there is something to see. Real time guards it.</summary>
    public async Task<T> WaitAsync<T>(Func<T?> look, TimeSpan timeout, Func<string> onTimeout)
        where T : class
    {
        using var guard = new CancellationTokenSource(timeout);
        while (true)
        {
            Task changed;
            lock (Gate)
            {
                if (look() is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(guard.Token);
            }
            catch (OperationCanceledException)
            {
                lock (Gate)
                {
                    throw new TimeoutException(onTimeout());
                }
            }
        }
    }

    public QueuedUpdate? Push(string type, JsonObject payload, long queueId, TimeSpan lifetime)
    {
        var update = Queue.Push(type, payload, queueId, lifetime);
        Changed();
        Wake();
        return update;
    }

    public JsonObject BotJson() => new()
    {
        ["id"] = Options.BotId,
        ["is_bot"] = true,
        ["first_name"] = Profile.Name,
        ["username"] = Options.BotUsername,
    };

    public Chat? FindChat(long id) => Chats.GetValueOrDefault(id);

    public Chat? FindChatByUsername(string name) =>
        Chats.Values.FirstOrDefault(c => c.Type == "supergroup" && string.Equals(c.Username, name, StringComparison.OrdinalIgnoreCase));

    public void Reset()
    {
        Users.Clear();
        Chats.Clear();
        Sent.Clear();
        Edits.Clear();
        Answers.Clear();
        Actions.Clear();
        Wire.Clear();
        Pushes.Clear();
        Callbacks.Clear();
        Files.Clear();
        Faults.Clear();
        Buckets.Reset();
        Queue.Reset();
        Profile = new BotProfile(Options);
        Changed();
    }
}

/// <summary>A pressed button whose answer is still possible.</summary>
internal sealed record OpenCallback(string Id, long UserId, DateTimeOffset At)
{
    public bool Answered { get; set; }
}

/// <summary>What the bot said of itself.</summary>
internal sealed class BotProfile(FakeTelegramOptions options)
{
    public string Name { get; set; } = options.BotName;

    public string Description { get; set; } = "";

    public string ShortDescription { get; set; } = "";

    /// <summary>Commands by scope and language.</summary>
    public Dictionary<string, JsonArray> Commands { get; } = [];
}

/// <summary>A chat as the server sees it.</summary>
internal sealed class Chat(long id, string type)
{
    public long Id => id;

    public string Type { get; } = type;

    public bool IsGroup => Type != "private";

    public string Title { get; set; } = "";

    public string? Username { get; set; }

    public FakeUser? Person { get; init; }

    /// <summary>The person has written first; before that a bot may not.</summary>
    public bool Started { get; set; }

    /// <summary>The bot has met the person elsewhere, so it knows the chat though it may not begin it.</summary>
    public bool Met { get; set; }

    public bool BlockedByUser { get; set; }

    /// <summary>member, administrator, left or kicked.</summary>
    public string BotStatus { get; set; } = "member";

    public Dictionary<long, string> Members { get; } = [];

    public bool Deleted { get; set; }

    public long? MigratedTo { get; set; }

    public bool IsForum { get; set; }

    public HashSet<int> Topics { get; } = [];

    public int NextOwnId { get; set; } = 1;

    public SortedDictionary<int, StoredMessage> Messages { get; } = [];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id };
        if (Person is { } person)
        {
            person.Describe(json);
            json["type"] = "private";
            return json;
        }

        json["title"] = Title;
        if (Username is not null)
        {
            json["username"] = Username;
        }

        if (IsForum)
        {
            json["is_forum"] = true;
        }

        json["type"] = Type;
        if (Type == "group")
        {
            json["all_members_are_administrators"] = false;
        }

        return json;
    }
}

/// <summary>A message in a chat, from the bot or to it.</summary>
internal sealed class StoredMessage
{
    public required int Id { get; init; }

    public required bool FromBot { get; init; }

    public required JsonObject Json { get; set; }

    public SentMessage? Sent { get; init; }

    /// <summary>The keyboard last shown, also a reply keyboard (which the message's JSON does not carry).</summary>
    public JsonObject? Markup { get; set; }
}
