using System.Collections;
using System.Reflection;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Tests.Petitions;
using DanVanBot.Core.Tests.Reporting;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Offices;

/// <summary>Every function that does or reveals something, with every role: the table decides, wherever the press came from.</summary>
public sealed class PermissionWalkTests
{
    private const string Duty = "dan-van|2026-H1";

    // What each function needs; a function without a line here fails the walk.
    private static readonly Dictionary<string, string?> Needs = new(StringComparer.Ordinal)
    {
        ["give-consent"] = Actions.OwnData,
        ["withdraw-consent"] = Actions.OwnData,
        ["erase-me"] = Actions.OwnData,
        ["my-data"] = Actions.OwnData,
        ["submit-petition"] = Actions.PetitionSubmit,
        ["find-petition"] = Actions.PetitionOwn,
        ["withdraw-petition"] = Actions.PetitionOwn,
        ["add-to-petition"] = Actions.PetitionOwn,
        ["petition"] = Actions.CaseView, // of somebody else
        ["queue"] = Actions.CaseQueue,
        ["case"] = Actions.CaseView,
        ["take-case"] = Actions.CaseTake,
        ["answer-petition"] = Actions.CaseAnswer,
        ["ask-more"] = Actions.CaseAsk,
        ["link-by-code"] = Actions.Link,
        ["duties"] = Actions.DutyView,
        ["submit-report"] = Actions.ReportSubmit,
        ["report-status"] = Actions.ReportStatus,
        ["office"] = null,
    };

    public static TheoryData<string> Roles() => ["citizen", "secretary", "officer"];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryFunction_WithARole_DoesWhatTheTableSays(string role)
    {
        await using var desk = await RemindersTests.OpenAsync("2026-06-05T09:00");
        var code = await PetitionTests.CodeAsync(desk, "nguoi-gui");
        await desk.EffectAsync(role, "give-consent");
        if (role != "citizen")
            await desk.LinkAsync(role, Enum.Parse<Role>(role, true), role == "secretary" ? "cb-1" : null);
        var grants = new List<Role> { Role.Citizen };
        if (role != "citizen")
            grants.Add(Enum.Parse<Role>(role, true));

        foreach (var effect in Names(desk, "_effects").Order(StringComparer.Ordinal).Where(n => n != "erase-me").Append("erase-me"))
        {
            var outcome = (await desk.EffectAsync(
                role, effect, ("code", code), ("duty", Duty), ("content", "nội dung"), ("answer", "trả lời"), ("question", "câu hỏi"), ("more", "thêm"))).Outcome;
            var may = May(desk, grants, effect);
            // Who is bound to no unit at all is told so; that says no more than the menu does.
            (outcome is not ("not-allowed" or "not-linked")).Should().Be(may, $"{role} does {effect} and hears {outcome}");
            if (effect == "withdraw-consent")
                await desk.EffectAsync(role, "give-consent");
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryShow_WithARole_RevealsWhatTheTableSays(string role)
    {
        await using var desk = await RemindersTests.OpenAsync("2026-06-05T09:00");
        var code = await PetitionTests.CodeAsync(desk, "nguoi-gui");
        var grants = new List<Role> { Role.Citizen };
        if (role != "citizen")
        {
            await desk.LinkAsync(role, Enum.Parse<Role>(role, true), role == "secretary" ? "cb-1" : null);
            grants.Add(Enum.Parse<Role>(role, true));
        }

        foreach (var show in Names(desk, "_shows"))
        {
            var shown = await desk.ShowAsync(role, show, show is "petition" or "case" ? code : null);
            (shown is not null).Should().Be(May(desk, grants, show), $"{role} looks at {show}");
        }

        foreach (var options in Names(desk, "_options").Where(n => n is "queue-cases" or "open-duties"))
            (await desk.OptionsAsync(role, options)).Any().Should().Be(role == (options == "queue-cases" ? "officer" : "secretary"), $"{role} is offered {options}");
    }

    [Fact]
    public async Task EveryShow_InAGroup_RevealsNothingButTheOffice()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-06-05T09:00");
        var code = await PetitionTests.CodeAsync(desk, "ai-do");
        await desk.LinkAsync("ai-do", Role.Officer);
        await desk.LinkAsync("ai-do", Role.Secretary, "cb-1");
        var lookup = typeof(DialogFunctions).GetMethod("ShowOf", BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var show in Names(desk, "_shows").Where(s => s != "office"))
        {
            var function = (Func<DialogContext, object?>)lookup.Invoke(desk.Slices.Functions, [show])!;
            var shown = await desk.StepAsync("ai-do", step => function(Desk.Context(step, show is "petition" or "case" ? code : null)), isPrivate: false);
            shown.Should().BeNull(show);
        }
    }

    [Fact]
    public async Task Secretary_OfAnotherUnit_CannotReportForThisOne()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-06-05T09:00");
        await desk.LinkAsync("bi-thu-2", Role.Secretary, "cb-2");
        (await desk.EffectAsync("bi-thu-2", "submit-report", ("duty", $"{Duty}|cb-1"))).Outcome.Should().Be("changed");
        desk.View().Get("submission", $"{Duty}|cb-1").Should().BeNull();
    }

    [Fact]
    public async Task Table_TakenAwayFromARole_IsFollowedAtOnce()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-06-05T09:00");
        await desk.LinkAsync("officer", Role.Officer);
        (await desk.ShowAsync("officer", "queue")).Should().NotBeNull();
        var lines = desk.Data.Permissions.Lines.Where(l => l.Action != Actions.CaseQueue).ToList();
        desk.World = desk.World with { Office = desk.Data with { Permissions = new Permissions(lines) } };
        (await desk.ShowAsync("officer", "queue")).Should().BeNull();
    }

    private static bool May(Desk desk, List<Role> grants, string function)
    {
        Needs.Should().ContainKey(function, "every function says what it needs");
        var need = Needs[function];
        return need is null || desk.Data.Permissions.Lines.Any(l => l.Action == need && grants.Contains(l.Role));
    }

    private static List<string> Names(Desk desk, string field)
    {
        var map = (IDictionary)typeof(DialogFunctions).GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(desk.Slices.Functions)!;
        map.Count.Should().BeGreaterThan(0);
        return [.. map.Keys.Cast<string>()];
    }
}
