using System.Text.Json;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Conversations;

/// <summary>What every part of a step says and needs in the same way.</summary>
public static class StepSpeech
{
    /// <summary>Now, as the office's clock shows it.</summary>
    public static DateTimeOffset LocalNow(this StepContext step) => step.Data.Calendar.Local(step.Now);

    /// <summary>What phrases may name: the office, and what the caller adds.</summary>
    public static Dictionary<string, object?> Model(this StepContext step, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var office = step.Data.Profile;
        var model = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["office"] = new Dictionary<string, object?>
            {
                ["name"] = office.Name,
                ["phone"] = office.Phone,
                ["address"] = office.Address,
                ["hours"] = office.ReceptionHours,
            },
        };
        foreach (var (name, value) in more)
            model[name] = value;
        return model;
    }

    /// <summary>A phrase, its places filled from a slice's model; the office can be named in every phrase.</summary>
    public static BotMessage Phrase(this StepContext step, string key, object model)
    {
        var map = step.Model();
        foreach (var property in JsonSerializer.SerializeToElement(model, JsonSerializerOptions.Web).EnumerateObject())
            map[property.Name] = property.Value;
        return step.World.Dialogs.Phrases.Say(key, map);
    }

    /// <summary>Says a phrase whose buttons stay good for numbers, and asks the open question again if there is one.</summary>
    public static void SayMenu(this StepContext step, string phrase, params ReadOnlySpan<(string Name, object? Value)> more) =>
        step.SayMenu(step.World.Dialogs.Phrases.Say(phrase, step.Model(more)));

    /// <summary>Says a message whose buttons stay good for numbers; with a dialog open the question is repeated after it, and its numbers hold.</summary>
    public static void SayMenu(this StepContext step, BotMessage message)
    {
        if (step.Chat.Dialog is { } open)
        {
            step.Say(message with { Buttons = [] });
            ChatStep.Take(step, step.World.Engine.Repeat(open, step.LocalNow(), step, step.Chat.Nonce));
            return;
        }

        step.Say(message);
        step.Chat = step.Chat with { Menu = message.Buttons };
    }
}
