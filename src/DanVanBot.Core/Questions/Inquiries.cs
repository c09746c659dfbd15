using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Questions;

/// <summary>
/// Questions passed on to an officer. What travels to another chat is the inquiry's id; that chat's own step reads it again, checks who sits there, and only then speaks.
/// </summary>
public static class Inquiries
{
    private const int MostOpen = 5;
    private const int MostText = 1000;
    private const string New = "new-inquiry";
    private const string Answered = "inquiry-answered";
    private const string Closed = "inquiry-closed";

    /// <summary>Registers functions and topics.</summary>
    public static void Register(Slices slices)
    {
        slices.Functions
            .Effect("ask-officer", AskOfficer, "ok", "again", "limit", "empty", "not-allowed")
            .Effect("answer-inquiry", AnswerInquiry, "ok", "changed", "not-found", "not-allowed")
            .Effect("close-inquiry", CloseInquiry, "ok", "changed", "not-found", "not-allowed")
            .Options("open-inquiries", Choices)
            .Show("inquiries", Queue)
            .Show("inquiry", One)
            .Check("inquiry-open", (c, typed) => Find(c, typed) is { } inquiry ? CheckResult.Good(inquiry.Id, Wording.Shorten(inquiry.Text, 20)) : CheckResult.Bad("code"));
        slices.Topic(New, ToOfficer).Topic(Answered, (step, id) => ToAsker(step, Answered, id)).Topic(Closed, (step, id) => ToAsker(step, Closed, id));
    }

    /// <summary>What this chat passed on, as far as it is kept.</summary>
    public static IReadOnlyList<Inquiry> Of(StepContext step) => Inquiry.Records.Where(step.View, "lane", step.Lane.Value, 50);

    /// <summary>Forgets what a chat asked: open inquiries go, answered ones lose their asker.</summary>
    public static void Erase(StepContext step, LaneId lane)
    {
        foreach (var found in Inquiry.Records.Where(step.View, "lane", lane.Value, 200))
        {
            if (Inquiry.Records.Get(step.View, found.Id) is not { } inquiry)
                continue;
            if (inquiry.Status == InquiryStatus.Open)
                Inquiry.Records.Delete(step.View, inquiry.Id);
            else
                Inquiry.Records.Put(step.View, inquiry with { Lane = null, Text = "" });
            // The search may know the question in these words.
            if (KeptAnswer.Records.Get(step.View, inquiry.Id) is not null)
                SearchHead.Touch(step.View);
        }
    }

    private static EffectResult AskOfficer(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.DirectiveAsk))
            return Gate.NotAllowed;
        if (context["question"]?.Trim() is not { Length: > 0 } text)
            return EffectResult.Of("empty");
        text = text.Length > MostText ? text[..MostText] : text;
        var id = "q" + step.Sealer.Lookup("inquiry", $"{step.Lane.Value}\n{TextFold.Plain(text)}")[..24];
        if (Inquiry.Records.Get(step.View, id) is { } known)
        {
            if (known.Status != InquiryStatus.Open)
                ToAsker(step, known.Status == InquiryStatus.Answered ? Answered : Closed, id);
            return EffectResult.Of("again");
        }

        if (Inquiry.Records.Where(step.View, "lane", step.Lane.Value, 200).Count(i => i.Status == InquiryStatus.Open) >= MostOpen)
            return EffectResult.Of("limit");
        Inquiry.Records.Put(step.View, new Inquiry(id, step.Lane, text, step.AcceptedAt));
        foreach (var officer in People.With(step, Role.Officer))
            step.Tell(officer.Lanes[0], New, id);
        return EffectResult.Of("ok");
    }

    private static EffectResult AnswerInquiry(DialogContext context) => End(context, (step, inquiry, officer) =>
    {
        if (context["answer"]?.Trim() is not { Length: > 0 } answer)
            return null;
        var source = context["source"]?.Trim() is { Length: > 0 } named ? named : null;
        if (context["keep"] == "yes")
        {
            KeptAnswer.Records.Put(step.View, new KeptAnswer(
                inquiry.Id, context["kept-question"]?.Trim() is { Length: > 0 } question ? question : inquiry.Text, answer, source, step.Data.Calendar.DayOf(step.AcceptedAt), officer));
            SearchHead.Touch(step.View);
        }

        Tell(step, inquiry, Answered);
        return inquiry with { Status = InquiryStatus.Answered, Answer = answer, Source = source };
    });

    private static EffectResult CloseInquiry(DialogContext context) => End(context, (step, inquiry, _) =>
    {
        Tell(step, inquiry, Closed);
        return inquiry with { Status = InquiryStatus.Closed };
    });

    private static EffectResult End(DialogContext context, Func<StepContext, Inquiry, string, Inquiry?> end)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.QuestionAnswer) || step.Who is not { } officer)
            return Gate.NotAllowed;
        if (Find(context, context.About("inquiry")) is not { } inquiry)
            return EffectResult.Of("not-found");
        if (inquiry.Status != InquiryStatus.Open || end(step, inquiry, officer.Id) is not { } ended)
            return EffectResult.Of("changed");
        Inquiry.Records.Put(step.View, ended with { AnsweredBy = officer.Id, AnsweredAt = step.AcceptedAt });
        Audit.Note(step, Actions.QuestionAnswer, inquiry.Id);
        return EffectResult.Of("ok");
    }

    private static void Tell(StepContext step, Inquiry inquiry, string topic)
    {
        if (inquiry.Lane is { } lane)
            step.Tell(lane, topic, inquiry.Id);
    }

    private static Inquiry? Find(DialogContext context, string? id) => id is null ? null : Inquiry.Records.Get(context.Step().View, id);

    private static IReadOnlyList<Inquiry> Open(StepContext step, int limit) =>
        Inquiry.Records.List(step.View, new RecordQuery(step.Office, Inquiry.Records.Name, "open", Limit: limit));

    private static object? Queue(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.QuestionAnswer))
            return null;
        var open = Open(step, 200);
        return open.Count == 0 ? null : new
        {
            count = open.Count,
            items = open.Take(5).Select(i => new { text = Wording.Shorten(i.Text, 200), at = step.Data.Words.Dates.At(i.At) }).ToList(),
        };
    }

    private static IReadOnlyList<Choice> Choices(DialogContext context)
    {
        var step = context.Step();
        return step.MayHere(Actions.QuestionAnswer) ? [.. Open(step, 50).Select(i => new Choice(i.Id, Wording.Shorten(i.Text, 20)))] : [];
    }

    private static object? One(DialogContext context)
    {
        var step = context.Step();
        if (!step.MayHere(Actions.QuestionAnswer) || Find(context, context.About("inquiry")) is not { Status: InquiryStatus.Open } inquiry)
            return null;
        return new { text = inquiry.Text, at = step.Data.Words.Dates.At(inquiry.At) };
    }

    private static void ToOfficer(StepContext step, string id)
    {
        if (step.Chat.IsClosed || !step.May(Actions.QuestionAnswer) || Inquiry.Records.Get(step.View, id) is not { Status: InquiryStatus.Open } inquiry)
            return;
        step.Notify(New, SendUrgency.Reply, ("id", inquiry.Id), ("text", Wording.Shorten(inquiry.Text, 300)));
    }

    private static void ToAsker(StepContext step, string topic, string id)
    {
        if (Inquiry.Records.Get(step.View, id) is not { } inquiry || inquiry.Lane != step.Lane)
            return;
        step.Notify(topic, SendUrgency.Reply, ("question", Wording.Shorten(inquiry.Text, 200)), ("answer", inquiry.Answer), ("source", inquiry.Source));
    }
}
