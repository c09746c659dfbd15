using System.Globalization;
using System.Text.Json;
using DanVanBot.Commands;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Tests.Commands;

/// <summary><c>mail dead</c>, in this process and through the control socket.</summary>
public sealed class MailCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadLetters_AreListedWithoutWordsShownWithThemAndReplayed(bool inService)
    {
        await using var rig = await WithDeadLettersAsync(inService, "một câu riêng tư", "hai");

        var doctor = await rig.RunAsync("doctor");
        var list = await rig.RunAsync("mail", "dead", "list");
        var json = await rig.RunAsync("mail", "dead", "list", "--json");
        var letters = JsonDocument.Parse(json.Out).RootElement.EnumerateArray().ToList();
        var id = letters[0].GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
        var show = await rig.RunAsync("mail", "dead", "show", id);
        var replay = await rig.RunAsync("mail", "dead", "replay", id);
        var again = await rig.RunAsync("mail", "dead", "replay", id);
        var all = await rig.RunAsync("mail", "dead", "replay", "all");
        var after = await rig.RunAsync("mail", "dead", "list");

        doctor.Code.Should().Be(1);
        doctor.Error.Should().Contain("2 messages").And.Contain("mail dead list");
        list.Should().BeEquivalentTo(new { Code = 0, Error = "" });
        list.Out.Should().Contain(id).And.Contain("test").And.Contain("said").And.Contain("NullReferenceException").And.NotContain("riêng tư");
        letters.Should().HaveCount(2);
        json.Out.Should().NotContain("riêng tư");
        show.Code.Should().Be(0, show.Error);
        show.Out.Should().Contain("một câu riêng tư").And.NotContain("hai");
        replay.Code.Should().Be(0, replay.Error);
        again.Code.Should().Be(1);
        again.Error.Should().Contain($"There is no dead letter {id}");
        all.Error.Should().StartWith("1 put back");
        after.Should().BeEquivalentTo(new { Code = 0, Out = "" });
    }

    [Theory]
    [InlineData("show", "999")]
    [InlineData("replay", "999")]
    public async Task ADeadLetterThatIsNotThere_IsRefused(params string[] arguments)
    {
        await using var rig = await WithDeadLettersAsync(false, "một");
        var said = await rig.RunAsync(["mail", "dead", .. arguments]);
        said.Code.Should().Be(1);
        said.Error.Should().Contain("There is no dead letter 999");
    }

    [Theory]
    [InlineData("replay", "một")]
    [InlineData("replay")]
    [InlineData("show", "x")]
    public async Task AnIdThatIsNone_IsWrongUse(params string[] arguments)
    {
        await using var rig = CommandRig.Empty();
        (await rig.RunAsync(["mail", "dead", .. arguments])).Code.Should().Be(2);
    }

    private static async Task<CommandRig> WithDeadLettersAsync(bool inService, params string[] texts)
    {
        var rig = CommandRig.Empty();
        var settings = Settings.Read(ProgramSettings.Load(rig.Work), rig.Data, null);
        await using (var site = await Site.OpenAsync(settings, true, TimeProvider.System, NullLoggerFactory.Instance))
        {
            var lane = new LaneId("test:an");
            var now = TimeProvider.System.GetUtcNow();
            await site.Store.AcceptAsync([.. texts.Select(t => new NewMail(site.Office, lane, t == "hai" ? "2" : "1", new Inbound.Said(t).ToJson(), now, "an"))]);
            foreach (var claim in await site.Store.ClaimAsync(10, 10, now))
            {
                foreach (var mail in claim.Mail)
                    await site.Store.FailMailAsync(claim, mail.Id, "NullReferenceException", null);
                await site.Store.ReleaseAsync(claim);
            }
        }

        if (inService)
            await rig.OpenAsync();
        return rig;
    }
}
