using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Petitions;

/// <summary>Where a petition stands. Forward only, but for asking back and for new facts (domain: Thông tư 05/2021/TT-TTCP and the tallies of the half-year report).</summary>
public enum PetitionStatus
{
    /// <summary>Mới tiếp nhận.</summary>
    New,

    /// <summary>Cần bổ sung thông tin.</summary>
    NeedsMore,

    /// <summary>Đủ điều kiện xử lý.</summary>
    Eligible,

    /// <summary>Không đủ điều kiện.</summary>
    NotEligible,

    /// <summary>Đã chuyển cơ quan có thẩm quyền.</summary>
    Forwarded,

    /// <summary>Trả lại, hướng dẫn.</summary>
    Guided,

    /// <summary>Thụ lý.</summary>
    Accepted,

    /// <summary>Đang giải quyết.</summary>
    InProgress,

    /// <summary>Đã trả lời.</summary>
    Answered,

    /// <summary>Đóng.</summary>
    Closed,

    /// <summary>Mở lại: có tình tiết mới.</summary>
    Reopened,

    /// <summary>Người gửi rút.</summary>
    Withdrawn,
}

/// <summary>Something that happened to a petition. <paramref name="What"/> is a key of the words' petition-events; <paramref name="By"/> a person's id, null for the sender.</summary>
public sealed record PetitionEvent(DateTimeOffset At, string What, string? By = null);

/// <summary>What the sender added later.</summary>
public sealed record PetitionAddition(DateTimeOffset At, string Text, IReadOnlyList<string> Files);

/// <summary>A kiến nghị or phản ánh. All of its content is treated as sensitive: shown in private chats only, to its sender and to officers who may.</summary>
public sealed record Petition
{
    /// <summary>Key <c>code</c> is unique. <c>person</c> is person|instant, <c>received</c> the day, <c>open</c> the due day while it is open, <c>status</c> status|due,
    /// <c>area</c> neighbourhood|day.</summary>
    public static readonly RecordKind<Petition> Records = new("petition", p => p.Id, KeysOf);

    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Derived from the mail that sent it: a step that runs again makes the same petition.</summary>
    public required string Id { get; init; }

    /// <summary>As its sender was told.</summary>
    public required string Code { get; init; }

    /// <summary>Id of a petition field.</summary>
    public required string Field { get; init; }

    /// <summary>As written; empty where only files were sent, or once erased.</summary>
    public required string Content { get; init; }

    /// <summary>"lat,lon" or as written; null: not given.</summary>
    public string? Place { get; init; }

    /// <summary>The place as shown.</summary>
    public string? PlaceLabel { get; init; }

    /// <summary>Id of the neighbourhood the place names; null when it names none.</summary>
    public string? Area { get; init; }

    /// <summary>Ids of files sent with it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Digits.</summary>
    public string? Phone { get; init; }

    /// <summary>Who sent it; null once erased.</summary>
    public string? Person { get; init; }

    /// <summary>The chat it was sent from, where word of it goes; null once erased.</summary>
    public LaneId? Lane { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The day it counts as received.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Last day for the answer.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>Source of the due day, as told.</summary>
    public required string Law { get; init; }

    /// <summary>Where it stands.</summary>
    public PetitionStatus Status { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<PetitionEvent> Timeline { get; init; } = [];

    /// <summary>The officer who took it on.</summary>
    public string? TakenBy { get; init; }

    /// <summary>What the officer asked back; null when nothing is open.</summary>
    public string? Question { get; init; }

    /// <summary>What the sender added.</summary>
    public IReadOnlyList<PetitionAddition> Additions { get; init; } = [];

    /// <summary>The office's answer.</summary>
    public string? Answer { get; init; }

    /// <summary>Who answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>The sender had the own data erased while this was open: it is erased when it is done.</summary>
    public bool EraseWhenDone { get; init; }

    /// <summary>When its words were erased; the figures stay for the reports.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether the office still has to answer.</summary>
    public bool IsOpen => Status is PetitionStatus.New or PetitionStatus.NeedsMore or PetitionStatus.Eligible or PetitionStatus.Accepted or PetitionStatus.InProgress
        or PetitionStatus.Reopened;

    /// <summary>Every file, additions included.</summary>
    public IEnumerable<string> AllFiles => Files.Concat(Additions.SelectMany(a => a.Files));

    /// <summary>This petition one event later.</summary>
    public Petition Then(DateTimeOffset at, string what, string? by = null) => this with { Timeline = [.. Timeline, new PetitionEvent(at, what, by)] };

    private static IReadOnlyList<IndexKey> KeysOf(Petition p)
    {
        var due = Day(p.Due);
        var keys = new List<IndexKey>
        {
            new("code", p.Code, Unique: true),
            new("received", $"{Day(p.ReceivedOn)}|{p.Code}"),
            new("status", $"{Offices.Wording.Id(p.Status)}|{due}"),
        };
        if (p.IsOpen)
            keys.Add(new IndexKey("open", $"{due}|{p.Code}"));
        if (p.Person is not null)
            keys.Add(new IndexKey("person", $"{p.Person}|{p.ReceivedAt.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}"));
        if (p.Area is not null)
            keys.Add(new IndexKey("area", $"{p.Area}|{Day(p.ReceivedOn)}"));
        return keys;
    }

    /// <summary>A day as keys hold it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>How many petitions a person sent on one day: read by id, so that two chats of one person cannot pass the limit together.</summary>
public sealed record PetitionDay(string Person, DateOnly Day, int Count)
{
    /// <summary>One a person and day.</summary>
    public static readonly RecordKind<PetitionDay> Records = new("petition-day", d => IdOf(d.Person, d.Day), _ => []);

    /// <summary>Its id.</summary>
    public static string IdOf(string person, DateOnly day) => $"{person}|{Petition.Day(day)}";
}
