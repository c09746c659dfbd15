namespace DanVanBot.FakeServers.Telegram;

public sealed partial class FakeTelegram
{
    /// <summary>The person with this id; made on first mention. Until it writes, the bot finds no chat with it.</summary>
    public FakeUser User(long id, string? firstName = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        lock (_world.Gate)
        {
            if (!_world.Users.TryGetValue(id, out var user))
            {
                _world.Users[id] = user = new FakeUser(_world, id, firstName ?? $"User {id}");
            }
            else if (firstName is not null)
            {
                user.FirstName = firstName;
            }

            return user;
        }
    }

    /// <summary>A basic group with the bot and these members.</summary>
    public FakeGroup Group(string title, params ReadOnlySpan<FakeUser> members) => NewGroup("group", title, null, members);

    /// <summary>A supergroup; with a username it can be addressed as @name.</summary>
    public FakeGroup Supergroup(string title, string? username = null, params ReadOnlySpan<FakeUser> members) =>
        NewGroup("supergroup", title, username, members);

    /// <summary>A group made before, by its id.</summary>
    public FakeGroup GroupById(long id)
    {
        lock (_world.Gate)
        {
            return _world.Chats.TryGetValue(id, out var chat) && chat.IsGroup
                ? new FakeGroup(_world, chat)
                : throw new InvalidOperationException($"There is no group {id}.");
        }
    }

    /// <summary>Forgets people, chats, messages, updates, faults, webhook and log; the clock stays where it is.</summary>
    public void Reset()
    {
        lock (_world.Gate)
        {
            _webhook.Stop();
            _webhook.Copies = _ => 0;
            _api.Reset();
            _world.Reset();
        }
    }

    private FakeGroup NewGroup(string type, string title, string? username, ReadOnlySpan<FakeUser> members)
    {
        lock (_world.Gate)
        {
            var id = type == "group" ? -_world.NextChatId() : -1_000_000_000_000 - _world.NextChatId();
            var group = FakeGroup.Create(_world, id, type, title);
            group.Chat.Username = username;
            foreach (var member in members)
            {
                group.Chat.Members[member.Id] = "member";
            }

            return group;
        }
    }
}
