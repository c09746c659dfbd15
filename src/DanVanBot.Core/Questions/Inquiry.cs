using System.Globalization;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Storage;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Questions;

/// <summary>Where a question stands that was passed on to an officer.</summary>
public enum InquiryStatus
{
    /// <summary>Nobody has answered it.</summary>
    Open,

    /// <summary>Answered; the asker was told.</summary>
    Answered,

    /// <summary>Closed without an answer, for a reason the asker was told.</summary>
    Closed,
}

/// <summary>A question the directives did not answer and its asker passed on to an officer.</summary>
/// <param name="Id">Derived from the chat and the question: the same question of the same chat is one inquiry.</param>
/// <param name="Lane">Who asked; null once erased.</param>
/// <param name="Text">The question.</param>
/// <param name="At">When.</param>
public sealed record Inquiry(string Id, LaneId? Lane, string Text, DateTimeOffset At)
{
    /// <summary>Key <c>open</c> lists the open ones, oldest first; key <c>lane</c> those of a chat (a lane is a keyed hash).</summary>
    public static readonly RecordKind<Inquiry> Records = new("inquiry", i => i.Id, i =>
    [
        .. i.Status == InquiryStatus.Open ? [new IndexKey("open", string.Create(CultureInfo.InvariantCulture, $"{i.At.ToUnixTimeMilliseconds():D15}"))] : Array.Empty<IndexKey>(),
        .. i.Lane is { } lane ? [new IndexKey("lane", lane.Value)] : Array.Empty<IndexKey>(),
    ]);

    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public InquiryStatus Status { get; init; }

    /// <summary>The officer's answer, or the reason for closing.</summary>
    public string? Answer { get; init; }

    /// <summary>What the officer named as the ground of the answer.</summary>
    public string? Source { get; init; }

    /// <summary>Id of the officer.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>A question and an officer's answer kept for all who ask the same later. It holds nothing of who asked.</summary>
/// <param name="Id">The inquiry's.</param>
/// <param name="Question">As the officer left it.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Source">Its ground; null when none was named.</param>
/// <param name="Day">When it was given.</param>
/// <param name="By">Id of the officer.</param>
public sealed record KeptAnswer(string Id, string Question, string Answer, string? Source, DateOnly Day, string By)
{
    /// <summary>By id.</summary>
    public static readonly RecordKind<KeptAnswer> Records = new("kept-answer", k => k.Id, _ => []);

    /// <summary>
    /// As the search takes it, with the asker's own words as long as the inquiry has them: they stand in no second place, and are forgotten with it.
    /// </summary>
    public KnownAnswer ToKnown(StepView view) =>
        new(Id, Question, Answer, Source, Day) { AlsoAsked = Inquiry.Records.Get(view, Id) is { Text.Length: > 0 } inquiry && inquiry.Text != Question ? inquiry.Text : null };
}

/// <summary>Counts changes of what the search answers from (directives, kept answers), so that a running service notices those made in a chat.</summary>
/// <param name="Changes">How many.</param>
public sealed record SearchHead(long Changes)
{
    /// <summary>There is one.</summary>
    public static readonly RecordKind<SearchHead> Records = new("search-head", _ => Id, _ => []);

    /// <summary>Its id.</summary>
    public const string Id = "head";

    /// <summary>Notes a change in the same commit.</summary>
    public static void Touch(StepView view) => Records.Put(view, new SearchHead((Records.Get(view, Id)?.Changes ?? 0) + 1));
}
