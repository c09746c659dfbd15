using System.Globalization;

namespace DanVanBot.Dialogs.Tests.Fakes;

internal sealed class FakePetition
{
    public const string New = "đã tiếp nhận";
    public const string InProgress = "đang giải quyết";
    public const string NeedsMore = "cần bổ sung thông tin";
    public const string Answered = "đã trả lời";
    public const string Reopened = "mở lại, có tình tiết mới";
    public const string Withdrawn = "người gửi đã rút";

    public required string Code { get; init; }
    public required string Sender { get; init; }
    public required string Field { get; init; }
    public required string Content { get; set; }
    public string? Place { get; init; }
    public string? Contact { get; init; }
    public required IReadOnlyList<string> Photos { get; init; }
    public required DateTimeOffset Received { get; init; }
    public string Status { get; set; } = New;
    public string? Answer { get; set; }
    public List<(DateTimeOffset When, string What)> Timeline { get; } = [];
    public bool IsOpen => Status is not (Answered or Withdrawn);
    public bool CanAdd => IsOpen || Status == Answered;
}

/// <summary>The records of an office in memory: as much of the slices as the dialogs need to be played.</summary>
internal sealed class FakeWorld
{
    public List<FakePetition> Petitions { get; } = [];
    public HashSet<string> Consents { get; } = [];
    public Dictionary<string, string> Linked { get; } = [];
    public Dictionary<string, string> Invitations { get; } = []; // code -> open | used | expired
    public Dictionary<(string Duty, string Unit), DateTimeOffset> Reports { get; } = []; // submitted at
    public int PetitionLimit { get; set; } = 20;

    public string? UnitOf(string chat) => Linked.GetValueOrDefault(chat)
        ?? (chat.StartsWith("secretary", StringComparison.Ordinal) ? "Chi bộ Tổ dân phố 5" : null);

    public string NextCode() =>
        "DP-26-7K" + (Petitions.Count + 100).ToString("0000", CultureInfo.InvariantCulture).Replace('1', 'A');

    public FakePetition? Find(string? code) => Petitions.FirstOrDefault(p => p.Code == code);
}

/// <summary>What one turn sees and what it sends to others.</summary>
internal sealed record FakeTurn(FakeWorld World, string Chat, DateTimeOffset Now)
{
    public List<(string To, BotMessage Message)> Mail { get; } = [];
    public required Phrases Phrases { get; init; }
    public List<string> Effects { get; } = [];

    public void Tell(string who, string phrase, object model) => Mail.Add((who, Phrases.Say(phrase, model)));
}
