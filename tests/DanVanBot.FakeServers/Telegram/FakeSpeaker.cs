using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>Something a person did: where it landed, and the update it became (null when the bot does not get to see it).</summary>
public sealed class FakeMessage
{
    private readonly QueuedUpdate? _update;

    internal FakeMessage(long chatId, int messageId, QueuedUpdate? update) => (ChatId, MessageId, _update) = (chatId, messageId, update);

    public long ChatId { get; }

    public int MessageId { get; }

    /// <summary>0 while the delivery is paused, null when the bot is not told.</summary>
    public int? UpdateId => _update?.Id;
}

/// <summary>A person in one chat. Every method acts at once, as if typed on a telephone; the bot sees it as an update.</summary>
public class FakeSpeaker
{
    private long _readUpTo;

    internal FakeSpeaker(World world)
    {
        World = world;
        Chat = null!;
        User = null!;
    }

    internal FakeSpeaker(World world, FakeUser user, Chat chat)
    {
        (World, User, Chat) = (world, user, chat);
        _readUpTo = world.Seq;
    }

    internal World World { get; }

    internal Chat Chat { get; private protected init; }

    internal FakeUser User { get; private protected init; }

    public long ChatId => Chat.Id;

    /// <summary>Sends a text; one of more than 4096 UTF-16 units goes out in pieces, as real clients do it, and the last is returned.</summary>
    public Task<FakeMessage> SendAsync(string text, int? replyTo = null, int? thread = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        FakeMessage? last = null;
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(TextRules.MaxText, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
            {
                length--;
            }

            var part = text.Substring(at, length);
            at += length;
            last = Post(message => TextRules.Put(message, "text", "entities", part, []), replyTo, thread);
        }

        return Task.FromResult(last!);
    }

    /// <summary><c>/name</c> with what follows it; in a group <paramref name="toBot"/> adds the bot's name.</summary>
    public Task<FakeMessage> SendCommandAsync(string name, string? argument = null, bool toBot = false) =>
        SendAsync($"/{name.TrimStart('/')}{(toBot ? "@" + World.Options.BotUsername : "")}{(argument is null ? "" : " " + argument)}");

    /// <summary>Opens the bot, by a deep link when a payload is given.</summary>
    public Task<FakeMessage> StartAsync(string? payload = null) => SendCommandAsync("start", payload);

    /// <summary>Presses the newest button with this label (or, for inline buttons, this data) that the chat shows.</summary>
    public Task<FakeMessage> PressAsync(string labelOrData)
    {
        lock (World.Gate)
        {
            foreach (var message in Chat.Messages.Values.Reverse().Where(m => m is { FromBot: true, Markup: not null }))
            {
                if (Keyboards.Find(message.Markup!, labelOrData) is { } button)
                {
                    return Task.FromResult(Act(message, button));
                }
            }

            var shown = Chat.Messages.Values.Where(m => m.Markup is not null).SelectMany(m => Keyboards.Buttons(m.Markup!)).Select(b => b.Text);
            throw new InvalidOperationException($"No button '{labelOrData}' in chat {Chat.Id}. There are: {string.Join(" | ", shown)}");
        }
    }

    /// <summary>Presses a button of one certain message, also of an old one.</summary>
    public Task<FakeMessage> PressAsync(int messageId, string labelOrData)
    {
        lock (World.Gate)
        {
            var message = Chat.Messages.GetValueOrDefault(messageId);
            return message?.Markup is { } markup && Keyboards.Find(markup, labelOrData) is { } button
                ? Task.FromResult(Act(message, button))
                : throw new InvalidOperationException($"No button '{labelOrData}' on message {messageId} in chat {Chat.Id}.");
        }
    }

    public Task<FakeMessage> PressAsync(SentMessage message, string labelOrData) => PressAsync(message.MessageId, labelOrData);

    /// <summary>A press with any data, as a patched client could send it or one that still shows an older keyboard.</summary>
    public Task<FakeMessage> PressDataAsync(int messageId, string data)
    {
        lock (World.Gate)
        {
            return Task.FromResult(Press(messageId, data));
        }
    }

    public Task<FakeMessage> SendPhotoAsync(byte[] jpeg, string? caption = null, int? replyTo = null) =>
        Task.FromResult(Post(m => Media.Photo(World, m, jpeg, caption), replyTo));

    /// <summary>An album: separate messages and updates with one media_group_id; the caption sits on the first.</summary>
    public Task<IReadOnlyList<FakeMessage>> SendAlbumAsync(IReadOnlyList<byte[]> jpegs, string? caption = null)
    {
        lock (World.Gate)
        {
            var group = Media.NewGroupId(World);
            return Task.FromResult<IReadOnlyList<FakeMessage>>([.. jpegs.Select((jpeg, i) => Post(m =>
            {
                m["media_group_id"] = group;
                Media.Photo(World, m, jpeg, i == 0 ? caption : null);
            }))]);
        }
    }

    /// <param name="declaredSize">A size to claim without holding the bytes, to meet the download limit.</param>
    public Task<FakeMessage> SendDocumentAsync(string name, byte[] content, string mime = "application/octet-stream", string? caption = null, long? declaredSize = null) =>
        Task.FromResult(Post(m => Media.Document(World, m, name, content, mime, caption, declaredSize)));

    public Task<FakeMessage> SendVoiceAsync(byte[] ogg, int seconds = 3) => Task.FromResult(Post(m => Media.Voice(World, m, ogg, seconds)));

    public Task<FakeMessage> SendVideoAsync(byte[] mp4, int seconds = 3, string? caption = null) =>
        Task.FromResult(Post(m => Media.Video(World, m, mp4, seconds, caption)));

    public Task<FakeMessage> SendStickerAsync(string emoji = "👍") => Task.FromResult(Post(m => Media.Sticker(World, m, emoji)));

    public Task<FakeMessage> SendLocationAsync(double latitude, double longitude) =>
        Task.FromResult(Post(m => m["location"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude }));

    /// <summary>A contact: the sender's own unless <paramref name="ofUser"/> says whose, with 0 for somebody outside Telegram.</summary>
    public Task<FakeMessage> SendContactAsync(string phone, string? firstName = null, long? ofUser = null) =>
        Task.FromResult(Post(m => Media.Contact(m, phone, firstName ?? User.FirstName, ofUser ?? User.Id)));

    public Task<FakeMessage> EditAsync(FakeMessage message, string text) => EditAsync(message.MessageId, text);

    /// <summary>Changes an own text afterwards.</summary>
    public Task<FakeMessage> EditAsync(int messageId, string text)
    {
        lock (World.Gate)
        {
            var stored = Chat.Messages.GetValueOrDefault(messageId)
                ?? throw new InvalidOperationException($"No message {messageId} in chat {Chat.Id}.");
            var json = Json.Copy(stored.Json);
            json.Remove("entities");
            TextRules.Put(json, "text", "entities", text, []);
            json["edit_date"] = World.NowUnix;
            stored.Json = json;
            var update = Visible(json, null) ? World.Push("edited_message", json, Chat.Id, TimeSpan.FromDays(1)) : null;
            return Task.FromResult(new FakeMessage(Chat.Id, messageId, update));
        }
    }

    /// <summary>The next message of the bot in this chat that was not yet returned here, or <see cref="TimeoutException"/>.</summary>
    public async Task<SentMessage> NextAsync(TimeSpan? timeout = null)
    {
        var found = await World.WaitAsync(
            () => World.Sent.Find(m => m.ChatId == Chat.Id && m.Seq > _readUpTo),
            timeout ?? FakeTelegram.DefaultTimeout,
            () => $"No further message for chat {Chat.Id}.");
        _readUpTo = found.Seq;
        return found;
    }

    /// <summary>Skips what the bot has said so far, so that <see cref="NextAsync"/> waits for something new.</summary>
    public void Catchup()
    {
        lock (World.Gate)
        {
            _readUpTo = World.Seq;
        }
    }

    internal FakeMessage Post(Action<JsonObject> fill, int? replyTo = null, int? thread = null)
    {
        lock (World.Gate)
        {
            User.MustBeAbleToAct(Chat);
            var json = new JsonObject { ["message_id"] = World.NextMessageId(Chat), ["from"] = User.ToJson(), ["chat"] = Chat.ToJson(), ["date"] = World.NowUnix };
            if (thread is { } topic)
            {
                json["message_thread_id"] = topic;
                json["is_topic_message"] = true;
            }

            var repliedTo = replyTo is { } reply ? Chat.Messages.GetValueOrDefault(reply) : null;
            if (repliedTo is not null)
            {
                var quoted = Json.Copy(repliedTo.Json);
                quoted.Remove("reply_to_message");
                json["reply_to_message"] = quoted;
            }

            fill(json);
            var stored = new StoredMessage { Id = json["message_id"]!.GetValue<int>(), FromBot = false, Json = json };
            Chat.Messages[stored.Id] = stored;
            Chat.Started = true;
            User.PrivateChat.Met = true;
            var update = Visible(json, repliedTo) ? World.Push("message", json, Chat.Id, TimeSpan.FromDays(1)) : null;
            World.Changed();
            return new FakeMessage(Chat.Id, stored.Id, update);
        }
    }

    /// <summary>A service message: seen by the bot whatever its privacy mode.</summary>
    internal void Service(Action<JsonObject> fill)
    {
        var json = new JsonObject { ["message_id"] = World.NextMessageId(Chat), ["from"] = User.ToJson(), ["chat"] = Chat.ToJson(), ["date"] = World.NowUnix };
        fill(json);
        World.Push("message", json, Chat.Id, TimeSpan.FromDays(1));
    }

    private FakeMessage Act(StoredMessage message, FakeButton button) => button.Kind switch
    {
        "callback" => Press(message.Id, button.Data!),
        "text" => Post(m => TextRules.Put(m, "text", "entities", button.Text, [])),
        "contact" => Post(m => Media.Contact(m, User.Phone, User.FirstName, User.Id), message.Id),
        "location" => Post(m => m["location"] = new JsonObject { ["latitude"] = User.Latitude, ["longitude"] = User.Longitude }, message.Id),
        _ => throw new InvalidOperationException($"Pressing '{button.Text}' opens {button.Data ?? button.Kind}; the bot hears nothing of it."),
    };

    private FakeMessage Press(int messageId, string data)
    {
        User.MustBeAbleToAct(Chat);
        var id = World.Random.NextInt64(1_000_000_000_000, long.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);
        World.Callbacks[id] = new OpenCallback(id, User.Id, World.Clock.GetUtcNow());
        var message = Chat.Messages.TryGetValue(messageId, out var stored)
            ? Json.Copy(stored.Json)
            : new JsonObject { ["chat"] = Chat.ToJson(), ["message_id"] = messageId, ["date"] = 0 };
        var query = new JsonObject
        {
            ["id"] = id,
            ["from"] = User.ToJson(),
            ["message"] = message,
            ["chat_instance"] = (Chat.Id * 7919).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = data,
        };
        return new FakeMessage(Chat.Id, messageId, World.Push("callback_query", query, User.Id + (3L << 33), TimeSpan.FromSeconds(150)));
    }

    /// <summary>Privacy mode: in a group a bot hears commands that may be for it, its name, replies to it and service messages.</summary>
    private bool Visible(JsonObject message, StoredMessage? repliedTo)
    {
        if (!Chat.IsGroup)
        {
            return true;
        }

        if (Chat.BotStatus is not ("member" or "administrator"))
        {
            return false;
        }

        return !World.Options.PrivacyMode || Chat.BotStatus == "administrator" || repliedTo is { FromBot: true }
            || TextRules.Addresses(message, World.Options.BotUsername);
    }
}
