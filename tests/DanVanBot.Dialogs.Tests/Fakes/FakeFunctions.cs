using System.Globalization;
using System.Text.RegularExpressions;

namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>Every name the slices will register, over <see cref="FakeWorld"/>.</summary>
internal static partial class FakeFunctions
{
    public const string Duty = "dan-van|2026-H1";

    public static DialogFunctions All()
    {
        DialogFunctions f = new();
        f.When("consent-needed", c => !W(c).Consents.Contains(T(c).Chat));
        f.When("is-officer", c => T(c).Chat.StartsWith("officer", StringComparison.Ordinal));
        f.When("is-secretary", c => W(c).UnitOf(T(c).Chat) is not null);
        f.When("is-sample", _ => true);
        f.When("has-petitions", c => W(c).Petitions.Any(p => p.Sender == T(c).Chat));
        f.When("has-open-duties", c => IsOpen(c));

        f.Options("petition-fields", _ =>
        [
            new("road", "Đường sá"), new("drain", "Thoát nước"), new("waste", "Rác thải"), new("light", "Điện chiếu sáng"),
            new("land", "Đất đai"), new("order", "An ninh trật tự"), new("policy", "Chế độ, chính sách"), new("other", "Việc khác"),
        ]);
        f.Options("my-petitions", c => [.. W(c).Petitions.Where(p => p.Sender == T(c).Chat).Select(p => new Choice(p.Code, p.Code))]);
        f.Options("open-duties", c => IsOpen(c) ? [new Choice(Duty, "Dân vận 6 tháng")] : []);
        f.Options("queue-cases", c => [.. Queue(c).Select(p => new Choice(p.Code, p.Code))]);

        f.Check("phone-valid", (_, v) => v.Length == 10 ? CheckResult.Good() : CheckResult.Bad());
        f.Check("code-format", (_, v) => CodeFormat().IsMatch(Compact(v)) ? CheckResult.Good(Canonical(v)) : CheckResult.Bad());

        f.Value("my-phone", _ => null);
        f.Value("petition-count", _ => "3");

        Shows(f);
        Effects(f);
        return f;
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
        f.Show("report-status", c => new
        {
            title = "Báo cáo dân vận 6 tháng đầu năm 2026",
            period = "2026-H1",
            due = "2026-06-15",
            done = W(c).Reports.Select(r => new { unit = r.Key, at = Day(r.Value), late = false }),
            missing = new[] { "Chi bộ Tổ dân phố 5", "Chi bộ Thôn Hải Tân" }.Where(u => !W(c).Reports.ContainsKey(u)).Select(u => new { unit = u, secretary = (string?)null }),
            doneCount = W(c).Reports.Count,
            total = 2,
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
        Effect(f, "give-consent", c => W(c).Consents.Add(T(c).Chat) ? "ok" : "ok", "ok");
        Effect(f, "withdraw-consent", c => W(c).Consents.Remove(T(c).Chat) ? "ok" : "ok", "ok");
        f.Effect("submit-petition", Submit, "ok", "limit");
        Effect(f, "find-petition", c => W(c).Find(Code(c)) is not { } p ? "not-found" : p.Sender == T(c).Chat ? "found" : "not-yours", "found", "not-found", "not-yours");
        Effect(f, "withdraw-petition", c => Change(c, mine: true, p => p.Status = "đã rút", "Người gửi rút phản ánh"), "ok", "not-found", "changed");
        Effect(f, "take-case", c => Change(c, mine: false, p => p.Status = "đang giải quyết", "Cán bộ nhận xử lý"), "ok", "changed", "not-found");
        Effect(f, "answer-petition", c => Change(c, mine: false, p => Answer(c, p), "Đã trả lời"), "ok", "changed", "not-found");
        Effect(f, "ask-more", c => Change(c, mine: false, p => T(c).Tell(p.Sender, "petition-needs-more", new { caseCode = p.Code, question = c["question"] }), "Cán bộ hỏi thêm"), "ok", "changed", "not-found");
        Effect(f, "add-to-petition", c => Change(c, mine: true, p => AddTo(c, p), "Người gửi bổ sung"), "ok", "not-found");
        f.Effect("answer-question", c => FakeAnswers.Find(T(c).Phrases, c["question"]!) is { } answer
            ? new EffectResult("answered", null, [answer])
            : new EffectResult("not-found", null, [T(c).Phrases.Say("answer-not-found", new { count = 5, years = "2022-2023", office = new { phone = "0255 000 000" } })]), "answered", "not-found");
        f.Effect("link-by-code", Link, "ok", "wrong", "expired", "used", "not-private", "too-many");
        f.Effect("submit-report", Report, "ok", "already", "not-linked", "changed");
        f.Effect("erase-me", Erase, "ok");
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
        p.Timeline.Add((T(c).Now, "Đã tiếp nhận"));
        W(c).Petitions.Add(p);
        T(c).Tell("officer", "petition-new", new { caseCode = p.Code, field = p.Field, due = Day(T(c).Now.AddDays(14)) });
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
        if (W(c).Reports.TryGetValue(unit, out DateTimeOffset at))
            return EffectResult.Of("already", ("at", at));
        W(c).Reports[unit] = T(c).Now;
        T(c).Tell("officer", "report-received", new { unit, title = "báo cáo dân vận 6 tháng", late = false });
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

    private static string Change(DialogContext c, bool mine, Action<FakePetition> act, string what)
    {
        if (W(c).Find(Code(c)) is not { } p || (mine && p.Sender != T(c).Chat))
            return "not-found";
        act(p);
        p.Timeline.Add((T(c).Now, what));
        return "ok";
    }

    private static void Answer(DialogContext c, FakePetition p)
    {
        p.Answer = c["answer"];
        p.Status = "đã trả lời";
        T(c).Tell(p.Sender, "petition-answered", new { caseCode = p.Code, answer = p.Answer });
    }

    private static void AddTo(DialogContext c, FakePetition p)
    {
        p.Content += "\n" + c["more"];
        T(c).Tell("officer", "petition-added", new { caseCode = p.Code });
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
        closed = p.Status == "đã rút",
    };

    private static object[] Duties(DialogContext c) => W(c).UnitOf(T(c).Chat) is { } unit && !W(c).Reports.ContainsKey(unit)
        ? [new { title = "Báo cáo dân vận 6 tháng đầu năm 2026", period = "2026-H1", due = "2026-06-15", left = "còn 3 ngày", submitted = false }]
        : [];

    private static bool IsOpen(DialogContext c) => Duties(c).Length > 0;

    private static List<FakePetition> Queue(DialogContext c) => [.. W(c).Petitions.Where(p => p.Status is "đã tiếp nhận" or "đang giải quyết")];

    private static string? Code(DialogContext c) => c["code"] ?? c["mine"] ?? c.Argument;

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static FakeTurn T(DialogContext c) => c.Env<FakeTurn>();

    private static FakeWorld W(DialogContext c) => T(c).World;

    public static string Compact(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Canonical(string code) => Compact(code) is var c ? $"{c[..^8]}-{c[^8..^6]}-{c[^6..]}" : code;

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[0-9A-Z]{6}$")]
    public static partial Regex CodeFormat();
}

/// <summary>An answer for whatever names a công văn; as much of a search as routing needs.</summary>
internal static class FakeAnswers
{
    public static BotMessage? Find(Phrases phrases, string question) =>
        TextFold.Plain(question).Contains("cong van", StringComparison.Ordinal)
            ? phrases.Say("answer", new { text = "Định kỳ 6 tháng báo cáo kết quả.", source = "mục 3, Công văn số 121" })
            : null;
}
