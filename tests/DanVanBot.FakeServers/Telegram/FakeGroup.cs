using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>A group or supergroup with the bot in it, until somebody throws it out.</summary>
public sealed class FakeGroup
{
    private readonly World _world;

    internal FakeGroup(World world, Chat chat) => (_world, Chat) = (world, chat);

    public long Id => Chat.Id;

    public string Type => Chat.Type;

    public string Title => Chat.Title;

    internal Chat Chat { get; }

    /// <summary>A topic of a forum; returns its message_thread_id.</summary>
    public int AddTopic()
    {
        lock (_world.Gate)
        {
            Chat.IsForum = true;
            var id = _world.NextMessageId(Chat);
            Chat.Topics.Add(id);
            return id;
        }
    }

    /// <summary>member, administrator, left or kicked; the bot gets a my_chat_member update.</summary>
    public Task SetBotStatusAsync(FakeUser by, string status)
    {
        lock (_world.Gate)
        {
            if (status is not ("member" or "administrator" or "left" or "kicked"))
            {
                throw new ArgumentOutOfRangeException(nameof(status), status, "member, administrator, left or kicked");
            }

            var was = Chat.BotStatus;
            Chat.BotStatus = status;
            by.PrivateChat.Met = true;
            _world.Push("my_chat_member", MemberUpdate(_world, Chat, by, was, status), Chat.Id + (5L << 33), TimeSpan.FromDays(1));
            return Task.CompletedTask;
        }
    }

    public Task KickBotAsync(FakeUser by) => SetBotStatusAsync(by, "kicked");

    public Task DeleteAsync()
    {
        lock (_world.Gate)
        {
            Chat.Deleted = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>Upgrades a group to a supergroup: two service messages, and the old id answers with migrate_to_chat_id from now on.</summary>
    public Task<FakeGroup> MigrateAsync(FakeUser by)
    {
        lock (_world.Gate)
        {
            if (Chat.Type != "group" || Chat.MigratedTo is not null)
            {
                throw new InvalidOperationException("Only a group that was not upgraded yet can migrate.");
            }

            var fresh = Create(_world, -1_000_000_000_000 - _world.NextChatId(), "supergroup", Chat.Title);
            foreach (var (user, status) in Chat.Members)
            {
                fresh.Chat.Members[user] = status;
            }

            new FakeSpeaker(_world, by, Chat).Service(m => m["migrate_to_chat_id"] = fresh.Id);
            Chat.MigratedTo = fresh.Id;
            new FakeSpeaker(_world, by, fresh.Chat).Service(m => m["migrate_from_chat_id"] = Chat.Id);
            return Task.FromResult(fresh);
        }
    }

    internal static FakeGroup Create(World world, long id, string type, string title)
    {
        var chat = new Chat(id, type) { Title = title, Started = true };
        world.Chats[id] = chat;
        return new FakeGroup(world, chat);
    }

    internal static JsonObject MemberUpdate(World world, Chat chat, FakeUser by, string from, string to) => new()
    {
        ["chat"] = chat.ToJson(),
        ["from"] = by.ToJson(),
        ["date"] = world.NowUnix,
        ["old_chat_member"] = Member(world.BotJson(), from),
        ["new_chat_member"] = Member(world.BotJson(), to),
    };

    /// <summary>ChatMember with every field its status requires, so that strict clients can read it.</summary>
    internal static JsonObject Member(JsonObject user, string status)
    {
        var json = new JsonObject { ["user"] = user, ["status"] = status };
        if (status == "kicked")
        {
            json["until_date"] = 0;
        }
        else if (status is "administrator" or "creator")
        {
            json["is_anonymous"] = false;
            if (status == "administrator")
            {
                foreach (var right in AdministratorRights)
                {
                    json[right] = true;
                }
            }
        }

        return json;
    }

    private static readonly string[] AdministratorRights =
    [
        "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
        "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
    ];
}
