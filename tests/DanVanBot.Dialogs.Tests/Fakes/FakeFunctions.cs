using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>Every name the slices will register, over <see cref="FakeWorld"/>.</summary>
internal static partial class FakeFunctions
{
    /// <summary>What every party cell owes; as in the shipped office the second one is only there while the bot is tried out.</summary>
    private static readonly (string Key, string Label, string Title, string Period, string Due, string Left)[] AllDuties =
    [
        ("dan-van|2026-H1", "6 tháng đầu 2026", "Báo cáo công tác dân vận 6 tháng đầu năm 2026", "2026-H1", "2026-06-10", "quá hạn 2 ngày"),
        ("dung-thu|2026-N", "Dùng thử 2026", "Báo cáo dùng thử năm 2026", "2026-N", "2026-06-15", "còn 3 ngày"),
    ];

    public static DialogFunctions All()
    {
        DialogFunctions f = new();
        f.When("consent-needed", c => !W(c).Consents.Contains(T(c).Chat));
        f.When("is-officer", c => T(c).Chat.StartsWith("officer", StringComparison.Ordinal));
        f.When("is-secretary", c => W(c).UnitOf(T(c).Chat) is not null);
        f.When("is-sample", _ => true);
        f.When("has-petitions", c => W(c).Petitions.Any(p => p.Sender == T(c).Chat));
        f.When("has-open-duties", c => OpenDuties(c).Count > 0);

        f.Options("petition-fields", _ =>
        [
            new("road", "Đường sá"), new("drain", "Thoát nước"), new("waste", "Rác thải"), new("light", "Điện chiếu sáng"),
            new("land", "Đất đai"), new("order", "An ninh trật tự"), new("policy", "Chế độ, chính sách"), new("other", "Việc khác"),
        ]);
        f.Options("my-petitions", c => [.. W(c).Petitions.Where(p => p.Sender == T(c).Chat).Select(p => new Choice(p.Code, p.Code))]);
        f.Options("open-duties", c => [.. OpenDuties(c).Select(d => new Choice(d.Key, d.Label))]);
        f.Options("queue-cases", c => [.. Queue(c).Select(p => new Choice(p.Code, p.Code))]);

        f.Check("phone-valid", (_, v) => v.Length == 10 ? CheckResult.Good(v, $"{v[..4]} {v[4..7]} {v[7..]}") : CheckResult.Bad("phone"));
        f.Check("code-format", (_, v) => CodeFormat().IsMatch(Compact(v)) ? CheckResult.Good(Canonical(v)) : CheckResult.Bad());

        f.Value("my-phone", _ => null);
        f.Value("petition-count", _ => "3");

        Shows(f);
        Effects(f);
        Search(f);
        return f;
    }

    /// <summary>Dialogs that live on the search: their names are here so that the folder can be checked; the whole bot plays their transcripts, a fake search could only agree with itself.</summary>
    public static readonly IReadOnlySet<string> OnTheSearch = new HashSet<string> { "hoi-can-bo", "cau-hoi", "tra-loi-cau-hoi", "xem-muc", "nghia-vu", "lien-quan", "xem-them", "viec", "nap-van-ban", "nap-noi-bo", "sua-van-ban", "sua-thong-tin", "sua-nhiem-vu", "sua-bao-cao", "cho-chua-chac", "hieu-luc" };

    private static void Search(DialogFunctions f)
    {
        f.When("is-bound", _ => false);
        f.When("may-import", _ => false);
        f.Options("open-inquiries", _ => []);
        foreach (string show in new[] { "inquiries", "inquiry", "section", "document-duties", "related", "more-passages", "draft", "draft-proposal", "pending-draft" })
            f.Show(show, _ => null);
        Desk(f);
        f.Effect("ask-officer", _ => EffectResult.Of("ok"), "ok", "again", "limit", "empty", "not-allowed");
        f.Effect("answer-inquiry", _ => EffectResult.Of("ok"), "ok", "changed", "not-found", "not-allowed");
        f.Effect("import-draft", _ => EffectResult.Of("added"), "added", "replaced", "unchanged", "earlier", "gone", "not-allowed");
        f.Effect("decide-proposal", _ => EffectResult.Of("ok"), "ok", "gone", "not-allowed");
        f.Effect("drop-draft", _ => EffectResult.Of("ok"), "ok", "not-allowed");
        f.Effect("allow-internal", _ => EffectResult.Of("ok"), "ok", "gone", "refused", "not-allowed");
        f.Effect("close-inquiry", _ => EffectResult.Of("ok"), "ok", "changed", "not-found", "not-allowed");
    }

    // What an officer corrects a document with.
    private static void Desk(DialogFunctions f)
    {
        foreach (string when in new[] { "document-here", "is-draft", "group-has-tasks", "part-siblings", "block-has-sentences", "has-documents" })
            f.When(when, _ => false);
        foreach (string show in new[] { "document", "part", "unit-names" })
            f.Show(show, _ => null);
        foreach (string list in new[] { "task-groups", "task-list", "duty-list", "block-list", "quote-list", "document-doubts" })
            f.Show(list, _ => null).Options(list, _ => []);
        f.Options("register-documents", _ => []);
        foreach (string check in new[] { "document-value", "part-units", "part-value", "block-words" })
            f.Check(check, (_, _) => CheckResult.Bad());
        f.Value("document-value", _ => null);
        foreach (string turn in new[] { "turn-groups", "turn-tasks", "turn-duties", "turn-blocks", "turn-quotes", "turn-doubts", "find-blocks" })
            f.Effect(turn, _ => EffectResult.Of("ok"), "ok");
        foreach (string open in new[] { "open-group", "open-part", "open-block" })
            f.Effect(open, _ => EffectResult.Of("gone"), "ok", "gone");
        foreach (string change in new[] { "fix-task", "fix-duty", "remove-part", "settle-doubts" })
            f.Effect(change, _ => EffectResult.Of("gone"), "ok", "gone", "not-allowed");
        foreach (string add in new[] { "add-task", "add-duty" })
            f.Effect(add, _ => EffectResult.Of("gone"), "ok", "already", "gone", "not-allowed");
        f.Check("status-document", (_, typed) => CheckResult.Good(typed, typed));
        f.Show("status-now", _ => null);
        f.Effect("set-status", _ => EffectResult.Of("gone"), "ok", "same", "gone", "not-allowed");
        f.Effect("correct-document", _ => EffectResult.Of("gone"), "ok", "twin", "gone", "not-allowed");
        f.Effect("open-document", _ => EffectResult.Of("none"), "found", "many", "summary", "none", "not-allowed");
    }

    private static void Shows(DialogFunctions f)
    {
        f.Show("office", _ => new { name = "Khối Dân vận phường", phone = "0255 000 000", address = "số 1 đường Mẫu", hours = "7 giờ đến 16 giờ 30" });
        f.Show("petition", c => W(c).Find(Code(c)) is { } p && p.Sender == T(c).Chat ? Model(p) : null);
        f.Show("case", c => W(c).Find(Code(c)) is { } p ? Model(p) : null);
        f.Show("queue", c => new
        {
            count = Queue(c).Count,
            items = Queue(c).Select(p => new { code = p.Code, field = p.Field, received = Day(p.Received), due = Day(p.Received.AddDays(14)), left = "còn 10 ngày", summary = p.Content, overdue = false }),
        });
        f.Show("duties", c => new { unit = W(c).UnitOf(T(c).Chat), items = Duties(c) });
        f.Show("report-status", c =>
        {
            string[] units = ["Chi bộ Tổ dân phố 5", "Chi bộ Thôn Hải Tân"];
            ILookup<bool, string> done = units.ToLookup(u => W(c).Reports.ContainsKey((AllDuties[0].Key, u)));
            return new
            {
                title = AllDuties[0].Title,
                period = AllDuties[0].Period,
                due = AllDuties[0].Due,
                done = done[true].Select(u => new { unit = u, at = Day(W(c).Reports[(AllDuties[0].Key, u)]), late = false }),
                missing = done[false].Select(u => new { unit = u, secretary = "chưa có bí thư liên kết" }),
                doneCount = done[true].Count(),
                total = units.Length,
            };
        });
        f.Show("my-data", c => new
        {
            consentAt = W(c).Consents.Contains(T(c).Chat) ? T(c).Now : (DateTimeOffset?)null,
            petitions = W(c).Petitions.Where(p => p.Sender == T(c).Chat).Select(p => new { code = p.Code, status = p.Status }),
            unit = W(c).UnitOf(T(c).Chat),
            role = (string?)null,
        });
        f.Show("tasks", c => new { unit = W(c).UnitOf(T(c).Chat), items = new[] { new { text = "Báo cáo công tác dân vận 6 tháng", source = "mục 3, Công văn số 121" } } });
        f.Show("directives", _ => new { count = 5, years = "2022-2023" });
    }

    private static void Effects(DialogFunctions f)
    {
        Effect(f, "give-consent", c => W(c).Consents.Add(T(c).Chat) ? "ok" : "ok", "ok", "not-allowed");
        Effect(f, "withdraw-consent", c => W(c).Consents.Remove(T(c).Chat) ? "ok" : "ok", "ok", "not-allowed");
        f.Effect("submit-petition", Submit, "ok", "limit", "not-allowed");
        Effect(f, "find-petition", c => W(c).Find(Code(c)) is not { } p ? "not-found" : p.Sender == T(c).Chat ? "found" : "not-yours", "found", "not-found", "not-yours", "not-allowed");
        Effect(f, "withdraw-petition", Withdraw, "ok", "not-found", "changed", "not-allowed");
        Effect(f, "add-to-petition", AddTo, "ok", "not-found", "not-allowed");
        Effect(f, "take-case", c => Change(c, p => p.Status = FakePetition.InProgress, "cán bộ bắt đầu giải quyết"), "ok", "changed", "not-found", "not-allowed");
        Effect(f, "answer-petition", c => Change(c, p => Answer(c, p), "trả lời"), "ok", "changed", "not-found", "not-allowed");
        Effect(f, "ask-more", c => Change(c, p => AskMore(c, p), "cán bộ hỏi thêm"), "ok", "changed", "not-found", "not-allowed");
        f.Effect("answer-question", c => FakeAnswers.Find(c["question"]!) is { } answer
            ? new EffectResult("answered", null, [answer])
            : new EffectResult("not-found", null, [FakeAnswers.None(T(c).Phrases)]), "answered", "not-found");
        f.Effect("link-by-code", Link, "ok", "wrong", "expired", "used", "not-private", "too-many", "not-allowed");
        f.Effect("submit-report", Report, "ok", "already", "not-linked", "changed", "not-allowed");
        f.Effect("erase-me", Erase, "ok", "not-allowed");
    }

    private static EffectResult Submit(DialogContext c)
    {
        T(c).Effects.Add("submit-petition");
        if (W(c).Petitions.Count(p => p.Sender == T(c).Chat) >= W(c).PetitionLimit)
            return EffectResult.Of("limit", ("max", W(c).PetitionLimit));
        FakePetition p = new()
        {
            Code = W(c).NextCode(),
            Sender = T(c).Chat,
            Field = c.Slots["field"].Label,
            Content = c["content"]!,
            Place = c.Slots.GetValueOrDefault("place")?.Label,
            Contact = c["contact"],
            Photos = [.. c.Slots["content"].Items, .. c.Slots.GetValueOrDefault("photos")?.Items ?? []],
            Received = T(c).Now,
        };
        p.Timeline.Add((T(c).Now, "tiếp nhận"));
        W(c).Petitions.Add(p);
        T(c).Tell("officer", "new-case", new { code = p.Code, field = p.Field, due = Day(T(c).Now.AddDays(14)), left = "còn 14 ngày" });
        return EffectResult.Of("ok", ("code", p.Code), ("seen", Day(T(c).Now.AddDays(1))), ("due", Day(T(c).Now.AddDays(14))), ("law", "Điều 28 Luật Tiếp công dân"));
    }

    private static EffectResult Link(DialogContext c)
    {
        string code = c["code"]!;
        switch (W(c).Invitations.GetValueOrDefault(code))
        {
            case null:
                return EffectResult.Of("wrong");
            case "open":
                W(c).Invitations[code] = "used";
                W(c).Linked[T(c).Chat] = "Chi bộ Tổ dân phố 5";
                return EffectResult.Of("ok", ("unit", "Chi bộ Tổ dân phố 5"), ("role", "bí thư chi bộ"), ("duties", Duties(c)));
            case var other:
                return EffectResult.Of(other);
        }
    }

    private static EffectResult Report(DialogContext c)
    {
        T(c).Effects.Add("submit-report");
        if (W(c).UnitOf(T(c).Chat) is not { } unit)
            return EffectResult.Of("not-linked");
        if ((c["duty"] ?? c.Argument) is not { } duty || AllDuties.All(d => d.Key != duty))
            return EffectResult.Of("changed");
        if (W(c).Reports.TryGetValue((duty, unit), out DateTimeOffset at))
            return EffectResult.Of("already", ("at", at));
        W(c).Reports[(duty, unit)] = T(c).Now; // nobody is told: officers see it in the report status
        return EffectResult.Of("ok", ("code", "BC-26-0001"), ("at", T(c).Now), ("late", false));
    }

    private static EffectResult Erase(DialogContext c)
    {
        int kept = W(c).Petitions.RemoveAll(p => p.Sender == T(c).Chat);
        W(c).Consents.Remove(T(c).Chat);
        return EffectResult.Of("ok", ("kept", kept));
    }

    private static void Effect(DialogFunctions f, string name, Func<DialogContext, string> act, params string[] outcomes) =>
        f.Effect(name, c =>
        {
            T(c).Effects.Add(name);
            return EffectResult.Of(act(c));
        }, outcomes);

    private static string Withdraw(DialogContext c)
    {
        if (W(c).Find(Code(c)) is not { } p || p.Sender != T(c).Chat)
            return "not-found";
        if (!p.IsOpen)
            return "changed";
        p.Status = FakePetition.Withdrawn;
        p.Timeline.Add((T(c).Now, "người gửi rút"));
        T(c).Tell("officer", "case-withdrawn", new { code = p.Code });
        return "ok";
    }

    private static string AddTo(DialogContext c)
    {
        if (W(c).Find(Code(c)) is not { CanAdd: true } p || p.Sender != T(c).Chat)
            return "not-found";
        p.Content += "\n" + c["more"];
        p.Status = p.Status switch
        {
            FakePetition.Answered => FakePetition.Reopened,
            FakePetition.NeedsMore => FakePetition.InProgress,
            var same => same,
        };
        p.Timeline.Add((T(c).Now, "người gửi bổ sung"));
        T(c).Tell("officer", "case-added", new { code = p.Code });
        return "ok";
    }

    private static string Change(DialogContext c, Action<FakePetition> act, string what)
    {
        if (W(c).Find(Code(c)) is not { } p)
            return "not-found";
        if (!p.IsOpen)
            return "changed";
        act(p);
        p.Timeline.Add((T(c).Now, what));
        return "ok";
    }

    private static void Answer(DialogContext c, FakePetition p)
    {
        p.Answer = c["answer"];
        p.Status = FakePetition.Answered;
        T(c).Tell(p.Sender, "case-answered", new { code = p.Code, answer = p.Answer });
    }

    private static void AskMore(DialogContext c, FakePetition p)
    {
        p.Status = FakePetition.NeedsMore;
        T(c).Tell(p.Sender, "case-asked", new { code = p.Code, question = c["question"] });
    }

    private static object Model(FakePetition p) => new
    {
        code = p.Code,
        field = p.Field,
        status = p.Status,
        received = Day(p.Received),
        due = Day(p.Received.AddDays(14)),
        place = p.Place,
        content = p.Content,
        photos = p.Photos,
        photosCount = p.Photos.Count,
        contact = p.Contact,
        timeline = p.Timeline.Select(t => new { when = t.When, what = t.What }),
        answer = p.Answer,
        canWithdraw = p.IsOpen,
        canAdd = p.CanAdd,
    };

    private static object[] Duties(DialogContext c) => W(c).UnitOf(T(c).Chat) is { } unit
        ? [.. AllDuties.Select(d => new { title = d.Title, period = d.Period, due = d.Due, left = d.Left, submitted = W(c).Reports.ContainsKey((d.Key, unit)) })]
        : [];

    private static List<(string Key, string Label)> OpenDuties(DialogContext c) => W(c).UnitOf(T(c).Chat) is { } unit
        ? [.. AllDuties.Where(d => !W(c).Reports.ContainsKey((d.Key, unit))).Select(d => (d.Key, d.Label))]
        : [];

    private static List<FakePetition> Queue(DialogContext c) => [.. W(c).Petitions.Where(p => p.IsOpen)];

    private static string? Code(DialogContext c) => c["code"] ?? c["mine"] ?? c.Argument;

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static FakeTurn T(DialogContext c) => c.Env<FakeTurn>();

    private static FakeWorld W(DialogContext c) => T(c).World;

    public static string Compact(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Canonical(string code) => Compact(code) is var c ? $"{c[..^8]}-{c[^8..^6]}-{c[^6..]}" : code;

    [GeneratedRegex("(?i)\\bdp[- ][0-9]{2}[- ]")]
    public static partial Regex MeantAsCode();

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[0-9A-Z]{6}$")]
    public static partial Regex CodeFormat();
}

/// <summary>An answer for whatever names a công văn or dân vận; as much of a search as routing needs.</summary>
internal static class FakeAnswers
{
    public static BotMessage? Find(string question) =>
        TextFold.Plain(question) is var asked && (asked.Contains("cong van", StringComparison.Ordinal) || asked.Contains("dan van", StringComparison.Ordinal))
            ? BotMessage.Plain("“Định kỳ 6 tháng báo cáo kết quả.”\nNguồn: mục 3, Công văn số 121.")
            : null;

    /// <summary>The words are the answering part's own (its texts.yaml), the buttons come from the phrases.</summary>
    public static BotMessage None(Phrases phrases) =>
        BotMessage.Plain("Tôi chỉ trả lời về các văn bản chỉ đạo đang có, nhận phản ánh và nhắc báo cáo.") with { Buttons = phrases.Say("after-no-answer").Buttons };
}
