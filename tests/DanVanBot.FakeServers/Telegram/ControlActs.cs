namespace DanVanBot.FakeServers.Telegram;

/// <summary>Carries out what the control API was told.</summary>
internal static class ControlActs
{
    /// <summary>The smallest thing that looks like a JPEG from the outside.</summary>
    private static readonly byte[] SomeJpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01, 0xFF, 0xD9];

    public static async Task<object> RunAsync(FakeTelegram fake, ControlAct act)
    {
        var user = fake.User(act.User, act.Name);
        var speaker = act.Chat is { } chat && chat != user.Id ? user.In(fake.GroupById(chat)) : user;
        var content = act.Content is null ? SomeJpeg : Convert.FromBase64String(act.Content);
        switch (act.Kind)
        {
            case "text":
                return Result(await speaker.SendAsync(Need(act.Text, "text"), act.ReplyTo, act.Thread));
            case "command":
                return Result(await speaker.SendAsync("/" + Need(act.Text, "text").TrimStart('/'), act.ReplyTo, act.Thread));
            case "start":
                return Result(await speaker.StartAsync(act.Text));
            case "press" when act.Data is not null:
                return Result(await speaker.PressDataAsync(act.MessageId ?? throw new ArgumentException("press with data needs message_id"), act.Data));
            case "press":
                return Result(act.MessageId is { } message
                    ? await speaker.PressAsync(message, Need(act.Button, "button"))
                    : await speaker.PressAsync(Need(act.Button, "button")));
            case "photo":
                return Result(await speaker.SendPhotoAsync(content, act.Text, act.ReplyTo));
            case "album":
                return (await speaker.SendAlbumAsync([.. Enumerable.Repeat(content, act.Count)], act.Text)).Select(Result).ToArray();
            case "document":
                return Result(await speaker.SendDocumentAsync(act.FileName ?? "file.bin", content, act.Mime ?? "application/octet-stream", act.Text, act.DeclaredSize));
            case "voice":
                return Result(await speaker.SendVoiceAsync(content));
            case "video":
                return Result(await speaker.SendVideoAsync(content, caption: act.Text));
            case "sticker":
                return Result(await speaker.SendStickerAsync(act.Text ?? "👍"));
            case "location":
                return Result(await speaker.SendLocationAsync(act.Latitude, act.Longitude));
            case "contact":
                return Result(await speaker.SendContactAsync(act.Phone ?? user.Phone, ofUser: act.OfUser));
            case "edit":
                return Result(await speaker.EditAsync(act.MessageId ?? throw new ArgumentException("edit needs message_id"), Need(act.Text, "text")));
            case "block":
                await user.BlockAsync();
                return new ControlActResult(user.Id, 0, null);
            case "unblock":
                await user.UnblockAsync();
                return new ControlActResult(user.Id, 0, null);
            case "deactivate":
                await user.DeactivateAsync();
                return new ControlActResult(user.Id, 0, null);
            default:
                throw new ArgumentException($"Unknown kind '{act.Kind}'.");
        }
    }

    public static async Task<ControlUser> ChangeAsync(FakeTelegram fake, ControlUser change)
    {
        var user = fake.User(change.Id, change.FirstName);
        user.LastName = change.LastName ?? user.LastName;
        user.Username = change.Username ?? user.Username;
        user.LanguageCode = change.LanguageCode ?? user.LanguageCode;
        user.Phone = change.Phone ?? user.Phone;
        await (change.Blocked ? user.BlockAsync() : user.UnblockAsync());
        if (change.Deactivated)
        {
            await user.DeactivateAsync();
        }

        return change with { FirstName = user.FirstName, LastName = user.LastName, Username = user.Username, LanguageCode = user.LanguageCode, Phone = user.Phone };
    }

    public static async Task<ControlGroupResult> ChangeAsync(FakeTelegram fake, ControlGroup change)
    {
        if (change.Id is not { } id)
        {
            FakeUser[] members = [.. change.Members.Select(m => fake.User(m))];
            var title = change.Title ?? "Group";
            var made = change.Type switch
            {
                "group" => fake.Group(title, members),
                "supergroup" => fake.Supergroup(title, change.Username, members),
                _ => throw new ArgumentException($"Unknown type '{change.Type}': group or supergroup."),
            };
            return new ControlGroupResult(made.Id, made.Type, change.AddTopic ? made.AddTopic() : null);
        }

        var group = fake.GroupById(id);
        if (change.BotStatus is { } status)
        {
            await group.SetBotStatusAsync(fake.User(change.By), status);
        }

        if (change.Delete)
        {
            await group.DeleteAsync();
        }

        int? thread = change.AddTopic ? group.AddTopic() : null;
        group = change.Migrate ? await group.MigrateAsync(fake.User(change.By)) : group;
        return new ControlGroupResult(group.Id, group.Type, thread);
    }

    public static void Change(FakeTelegram fake, ControlDelivery change)
    {
        if (change.ShuffleSeed is { } seed)
        {
            fake.Shuffle(seed);
        }

        if (change.DuplicateUpdates is { } updates)
        {
            fake.DuplicateUpdates(updates, change.Containing);
        }

        if (change.DuplicatePushes is { } pushes)
        {
            fake.DuplicatePushes(pushes, change.Containing);
        }

        if (change.Paused is { } paused)
        {
            if (paused)
            {
                fake.PauseDelivery();
            }
            else
            {
                fake.ResumeDelivery();
            }
        }

        if (change.Redeliver is { } id && !fake.Redeliver(id))
        {
            throw new ArgumentException($"There was no update {id}.");
        }
    }

    private static ControlActResult Result(FakeMessage message) => new(message.ChatId, message.MessageId, message.UpdateId);

    private static string Need(string? value, string name) => value ?? throw new ArgumentException($"'{name}' is needed.");
}
