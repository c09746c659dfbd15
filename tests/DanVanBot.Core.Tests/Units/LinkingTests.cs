using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using DanVanBot.Core.Tests.Offices;
using DanVanBot.Core.Tests.Reporting;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Units;

public sealed class LinkingTests
{
    [Fact]
    public async Task Link_WithACode_BindsTheRoleAndUsesTheCodeUp()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Secretary, "cb-1");
        (await desk.WhenAsync("bi-thu", "is-secretary")).Should().BeFalse();
        var linked = await desk.EffectAsync("bi-thu", "link-by-code", ("code", Invitations.Grouped(code).ToLowerInvariant()));
        (linked.Outcome, linked.Values!["unit"], linked.Values!["role"]).Should().Be(("ok", "Chi bộ Một", "bí thư chi bộ"));
        (await desk.WhenAsync("bi-thu", "is-secretary")).Should().BeTrue();

        var again = await desk.EffectAsync("bi-thu", "link-by-code", ("code", code));
        (again.Outcome, again.Values!["same"], again.Values!["unit"]).Should().Be(("used", true, "Chi bộ Một"));
        var thief = await desk.EffectAsync("ke-trom", "link-by-code", ("code", code));
        (thief.Outcome, thief.Values!["same"], thief.Values!["unit"]).Should().Be(("used", false, null));
        (await desk.WhenAsync("ke-trom", "is-secretary")).Should().BeFalse();
    }

    [Fact]
    public async Task Link_AfterFortyEightHours_IsExpired()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Officer, null);
        desk.SetClock("2026-01-17T09:00");
        (await desk.EffectAsync("can-bo", "link-by-code", ("code", code))).Outcome.Should().Be("expired");
        (await desk.WhenAsync("can-bo", "is-officer")).Should().BeFalse();
    }

    [Fact]
    public async Task Link_JustBeforeItExpires_IsOk()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Officer, null);
        desk.SetClock("2026-01-17T08:59");
        (await desk.EffectAsync("can-bo", "link-by-code", ("code", code))).Outcome.Should().Be("ok");
        (await desk.WhenAsync("can-bo", "is-officer")).Should().BeTrue();
    }

    [Fact]
    public async Task Link_InAGroup_IsRefusedAndLeavesTheCode()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Officer, null);
        (await desk.StepAsync("nhom", step => Linking.LinkByCode(Desk.Context(step, code)), isPrivate: false)).Outcome.Should().Be("not-private");
        (await desk.EffectAsync("can-bo", "link-by-code", ("code", code))).Outcome.Should().Be("ok");
    }

    [Fact]
    public async Task Link_ManyWrongCodes_AreStoppedForAnHour()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Officer, null);
        for (var i = 0; i < desk.Data.Limits.InvitationTriesPerHour; i++)
            (await desk.EffectAsync("ke-do", "link-by-code", ("code", $"WRONG{i}"))).Outcome.Should().Be("wrong");
        (await desk.EffectAsync("ke-do", "link-by-code", ("code", code))).Outcome.Should().Be("too-many");
        (await desk.EffectAsync("can-bo", "link-by-code", ("code", code))).Outcome.Should().Be("ok", "another chat's tries are its own");
        desk.SetClock("2026-01-15T10:00");
        (await desk.EffectAsync("ke-do", "link-by-code", ("code", "WRONG"))).Outcome.Should().Be("wrong");
    }

    [Fact]
    public async Task Link_TwoChatsAtOnce_OneGetsTheRole()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Officer, null);
        desk.BeforeCommit = () => desk.CommandAsync(view =>
        {
            var id = Invitations.IdOf(desk.Sealer, code);
            Invitation.Records.Put(view, Invitation.Records.Get(view, id)! with { UsedBy = "p-other", UsedAt = desk.Clock.GetUtcNow() });
            return 0;
        });
        (await desk.EffectAsync("can-bo", "link-by-code", ("code", code))).Outcome.Should().Be("used");
        (await desk.WhenAsync("can-bo", "is-officer")).Should().BeFalse();
    }

    [Fact]
    public async Task Invite_TheCode_IsNowhereInTheStore()
    {
        await using var desk = await RemindersTests.OpenAsync("2026-01-15T09:00");
        var code = await RemindersTests.InviteAsync(desk, Role.Secretary, "cb-1");
        foreach (var kind in new[] { "invitation", "audit" })
        {
            var records = desk.View().List(new RecordQuery(Desk.Office, kind)).Records;
            records.Should().NotBeEmpty();
            records.Should().OnlyContain(r => !r.Id.Contains(code) && !r.Body.Contains(code));
        }
    }

    [Fact]
    public void Make_RandomBytes_GivesACodeThatTypesEasilyAndFitsALink()
    {
        var sealer = new Sealer(new byte[32]);
        var (code, invitation) = Invitations.Make(sealer, Role.Officer, null, DateTimeOffset.UnixEpoch, Enumerable.Range(0, 16).Select(i => (byte)(i * 17)).ToArray());
        code.Should().MatchRegex("^[0-9A-HJKMNP-TV-Z]{22}$");
        Invitations.Read(Invitations.Grouped(code)).Should().Be(code);
        Invitations.Read(code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l')).Should().Be(code);
        Invitations.Read(code[..21]).Should().BeNull();
        Invitations.Read(code + "A").Should().BeNull();
        (invitation.ExpiresAt - invitation.MadeAt).Should().Be(TimeSpan.FromHours(48));
        var act = () => Invitations.Make(sealer, Role.Secretary, null, DateTimeOffset.UnixEpoch, new byte[16]);
        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Trial_InSampleMode_GivesRolesThatEndWithIt()
    {
        await using var desk = await Desk.OpenAsync("2026-11-23T10:00");
        await desk.SampleAsync();
        await desk.TellAsync(desk.LaneOf("moi"), Trial.Topic, "secretary");
        desk.SaidTo("moi").Should().ContainSingle().Which.Should().StartWith("trial-secretary").And.Contain("Chi bộ Tổ dân phố 1");
        (await desk.WhenAsync("moi", "is-secretary")).Should().BeTrue();
        (await desk.OptionsAsync("moi", "open-duties")).Select(c => c.Value).Should().Contain("dung-thu|2026-N");
        await desk.TellAsync(desk.LaneOf("moi-2"), Trial.Topic, "secretary");
        desk.SaidTo("moi-2").Single().Should().Contain("Chi bộ Tổ dân phố 2");

        await desk.TellAsync(desk.LaneOf("moi"), Trial.Topic, "officer");
        (await desk.WhenAsync("moi", "is-officer")).Should().BeTrue();
        (await desk.WhenAsync("moi", "is-secretary")).Should().BeFalse("one role at a time");
        await desk.TellAsync(desk.LaneOf("moi"), Trial.Topic, "citizen");
        (await desk.WhenAsync("moi", "is-officer")).Should().BeFalse();

        await desk.TellAsync(desk.LaneOf("moi"), Trial.Topic, "officer");
        await RemindersTests.InviteAsync(desk, Role.Officer, null);
        (await desk.WhenAsync("moi", "is-officer")).Should().BeFalse("the first real invitation ends the trial");
        (await desk.WhenAsync("moi", "is-sample")).Should().BeFalse();
    }

    [Theory]
    [InlineData("officer")]
    [InlineData("secretary")]
    public async Task Trial_WithoutSampleMode_GivesNothing(string role)
    {
        await using var desk = await RemindersTests.OpenAsync("2026-11-23T10:00");
        await desk.TellAsync(desk.LaneOf("moi"), Trial.Topic, role);
        desk.SaidTo("moi").Should().BeEmpty();
        (await desk.WhenAsync("moi", "is-officer")).Should().BeFalse();
        (await desk.WhenAsync("moi", "is-secretary")).Should().BeFalse();
    }
}
