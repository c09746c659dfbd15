using System.Globalization;
using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using DanVanBot.Tests.Bot;

namespace DanVanBot.Simulation;

/// <summary>
/// Somebody who sends a few petitions. Looks at the last message of the chat and answers it when it asks something, also when it is only a second copy of a
/// question answered already; taps twice now and then.
/// </summary>
internal sealed partial class Citizen(string address, int petitions, Random chance)
{
    private int _seen;
    private int _begun;

    public string Address => address;

    /// <summary>What the petitions will say.</summary>
    public IEnumerable<string> Contents => Enumerable.Range(1, petitions).Select(Content);

    /// <summary>Updates the channel has not brought yet, oldest first.</summary>
    public Queue<(string Id, Inbound What)> Updates { get; } = new();

    /// <summary>How many updates were made.</summary>
    public int Made { get; private set; }

    /// <summary>Codes of the receipts that came.</summary>
    public static IEnumerable<string> Codes(IEnumerable<string> texts) =>
        texts.Where(t => t.Contains("Đã tiếp nhận phản ánh", StringComparison.Ordinal)).Select(t => Code().Match(t).Value);

    public bool IsDone(RigChannel channel) => _begun == petitions && Received(channel) == petitions && _seen == channel.To(address).Count;

    /// <summary>Reads what has come and answers the last of it.</summary>
    public void Look(RigChannel channel)
    {
        var messages = channel.To(address);
        if (_begun == Received(channel) && _begun < petitions)
        {
            _begun++;
            _seen = messages.Count;
            Make(new Inbound.Said("/phananh"));
            return;
        }

        if (messages.Count == _seen)
            return;
        _seen = messages.Count;
        if (Answer(messages[^1]) is not { } what)
            return;
        Make(what);
        if (chance.Next(6) == 0 && what is Inbound.Pressed)
            Make(what);
    }

    private Inbound? Answer(BotMessage message)
    {
        if (message.Text.Contains("Xin kể rõ việc gì", StringComparison.Ordinal))
            return new Inbound.Said(Content(_begun));
        if (message.Text.Contains("Việc ở đâu", StringComparison.Ordinal))
            return chance.Next(2) == 0 ? new Inbound.Placed(16.05, 108.2) : new Inbound.Said("tổ dân phố 5, gần chợ");
        var answers = message.Buttons.Where(b => b.Action is ButtonAction.Answer).ToList();
        var button = message.Text.Contains("Phản ánh về việc gì", StringComparison.Ordinal)
            ? answers[chance.Next(3)]
            : answers.FirstOrDefault(b => b.Label is "Đồng ý" or "Bỏ qua" or "Gửi phản ánh");
        return button is null ? null : new Inbound.Pressed(ButtonCodec.Write(button.Action)!);
    }

    private void Make(Inbound what)
    {
        Updates.Enqueue((string.Create(CultureInfo.InvariantCulture, $"{address}-{Made++}"), what with { By = new Speaker(address, true, address) }));
    }

    private int Received(RigChannel channel) => Codes(channel.To(address).Select(m => m.Text)).Distinct().Count();

    private string Content(int number) => string.Create(CultureInfo.InvariantCulture, $"cống trước nhà bị nghẹt từ tuần trước, thư {number} của {address}");

    [GeneratedRegex("[A-Z]{2}-[0-9]{2}-[0-9A-Z]{6}")]
    private static partial Regex Code();
}
