using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>A person with a telephone. As a speaker it stands in its private chat with the bot; <see cref="In"/> takes it into a group.</summary>
public sealed class FakeUser : FakeSpeaker
{
    internal FakeUser(World world, long id, string firstName)
        : base(world)
    {
        (Id, FirstName) = (id, firstName);
        User = this;
        PrivateChat = new Chat(id, "private") { Person = this };
        Chat = PrivateChat;
        world.Chats[id] = PrivateChat;
    }

    public long Id { get; }

    public string FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Username { get; set; }

    public string? LanguageCode { get; set; } = "vi";

    /// <summary>The number a request-contact button gives away.</summary>
    public string Phone { get; set; } = "84912345678";

    /// <summary>Where a request-location button says the person is.</summary>
    public double Latitude { get; set; } = 10.762622;

    public double Longitude { get; set; } = 106.660172;

    public bool IsDeactivated { get; private set; }

    internal Chat PrivateChat { get; }

    /// <summary>The same person, speaking in a group.</summary>
    public FakeSpeaker In(FakeGroup group)
    {
        lock (World.Gate)
        {
            group.Chat.Members.TryAdd(Id, "member");
            return new FakeSpeaker(World, this, group.Chat);
        }
    }

    /// <summary>Blocks the bot: a my_chat_member update, and 403 for the bot from now on.</summary>
    public Task BlockAsync() => SetBlocked(true);

    public Task UnblockAsync() => SetBlocked(false);

    /// <summary>The account is gone.</summary>
    public Task DeactivateAsync()
    {
        lock (World.Gate)
        {
            IsDeactivated = true;
            return Task.CompletedTask;
        }
    }

    internal void Describe(JsonObject json)
    {
        json["first_name"] = IsDeactivated ? "" : FirstName;
        if (LastName is not null)
        {
            json["last_name"] = LastName;
        }

        if (Username is not null)
        {
            json["username"] = Username;
        }
    }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["is_bot"] = false };
        Describe(json);
        if (LanguageCode is not null)
        {
            json["language_code"] = LanguageCode;
        }

        return json;
    }

    internal void MustBeAbleToAct(Chat chat)
    {
        if (IsDeactivated)
        {
            throw new InvalidOperationException($"User {Id} is deactivated and cannot act.");
        }

        if (chat == PrivateChat && chat.BlockedByUser)
        {
            throw new InvalidOperationException($"User {Id} has blocked the bot; unblock it first, as the app would ask.");
        }
    }

    private Task SetBlocked(bool blocked)
    {
        lock (World.Gate)
        {
            if (PrivateChat.BlockedByUser == blocked)
            {
                return Task.CompletedTask;
            }

            PrivateChat.BlockedByUser = blocked;
            var update = FakeGroup.MemberUpdate(World, PrivateChat, this, blocked ? "member" : "kicked", blocked ? "kicked" : "member");
            World.Push("my_chat_member", update, Id + (5L << 33), TimeSpan.FromDays(1));
            return Task.CompletedTask;
        }
    }
}
