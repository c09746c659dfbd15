using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Tests.WebChat;

public sealed class SayTests
{
    [Fact]
    public async Task Say_Text_StandsInTheLogAndIsAnswered()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        var number = await visitor.SayAsync("a", "đường trước nhà hư\r\nđã 3 tháng");

        number.Should().Be(1);
        var log = await visitor.LogOfAsync(2);
        log.Select(e => e.GetProperty("n").GetInt64()).Should().Equal(1, 2);
        log[0].GetProperty("by").GetString().Should().Be("me");
        log[0].GetProperty("id").GetString().Should().Be("a");
        log[0].GetProperty("text").GetString().Should().Be("đường trước nhà hư\nđã 3 tháng");
        log[1].GetProperty("by").GetString().Should().Be("bot");
        log[1].GetProperty("text").GetString().Should().Be("Dạ: đường trước nhà hư\nđã 3 tháng");
    }

    [Fact]
    public async Task Say_SameIdManyTimesAtOnce_SameAnswerAndNothingDoubled()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => visitor.SayAsync("once", "một lần")));
        await visitor.SayAsync("end", "hết");

        numbers.Should().AllBeEquivalentTo(1L);
        var log = await visitor.LogOfAsync(4);
        log.Should().HaveCount(4);
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("một lần", "hết");
    }

    [Fact]
    public async Task Say_SameIdByTwoVisitors_BothAreHeard()
    {
        await using var rig = await ChatRig.StartAsync();
        using var one = await rig.VisitorAsync();
        using var two = await rig.VisitorAsync();

        await one.SayAsync("start", "tôi là một");
        await two.SayAsync("start", "tôi là hai");

        (await one.LogOfAsync(2))[1].GetProperty("text").GetString().Should().Be("Dạ: tôi là một");
        (await two.LogOfAsync(2))[1].GetProperty("text").GetString().Should().Be("Dạ: tôi là hai");
    }

    [Fact]
    public async Task Say_StoreDown_503AndAfterwardsTheSameIdIsTakenOnce()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        rig.Store.IsDown = true;

        using (var refused = await visitor.PostAsync("/chat/say", new { id = "x", text = "có ai không" }))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
            var body = await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            body.GetProperty("error").GetString().Should().Be("down");
            body.GetProperty("message").GetString().Should().Contain("bảo trì");
        }

        rig.Store.IsDown = false;
        await visitor.SayAsync("x", "có ai không");

        (await visitor.LogOfAsync(2)).Should().HaveCount(2);
        rig.Bot.Handled.Should().ContainSingle();
    }

    [Fact]
    public async Task Say_FailureBetweenLogAndInbox_RepeatedMessageIsHandledOnce()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        rig.Store.AcceptsToFail = 1;

        using (var refused = await visitor.PostAsync("/chat/say", new { id = "x", text = "giữa chừng" }))
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await visitor.SayAsync("x", "giữa chừng");

        var log = await visitor.LogOfAsync(2);
        log.Select(e => e.GetProperty("text").GetString()).Should().Equal("giữa chừng", "Dạ: giữa chừng");
        rig.Bot.Handled.Should().ContainSingle();
    }

    [Fact]
    public async Task Say_AnswerOfCommitLost_RepeatedMessageKeepsItsNumber()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        rig.Store.CommitAnswersToLose = 1;

        using (var refused = await visitor.PostAsync("/chat/say", new { id = "x", text = "mất trả lời" }))
            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        (await visitor.SayAsync("x", "mất trả lời")).Should().Be(1);
        (await visitor.LogOfAsync(2)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Say_OldMessageRepeatedAfterTheInboxForgot_IsNotHandledAgain()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
        await using var rig = await ChatRig.StartAsync(time: time);
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("x", "tuần trước");
        await visitor.LogOfAsync(2);

        time.Advance(TimeSpan.FromDays(8));
        while (await rig.Store.PurgeAsync(time.GetUtcNow(), 100, TestContext.Current.CancellationToken) > 0)
        {
        }

        (await visitor.SayAsync("x", "tuần trước")).Should().Be(1);
        await visitor.SayAsync("y", "tuần này");

        await visitor.LogOfAsync(4);
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("tuần trước", "tuần này");
    }

    [Fact]
    public async Task Say_Press_CarriesTheDataAndShowsTheLabelOfOurOwnLog()
    {
        await using var rig = await ChatRig.StartAsync(script: bot => bot.Script = what => what is Inbound.Said
            ? [new BotMessage("Gửi chưa?", [], [new Button("Gửi phản ánh", new ButtonAction.Answer(7, "yes"))], AskFor.None, [])]
            : []);
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("a", "hỏi");
        var question = (await visitor.LogOfAsync(2))[1];
        question.GetProperty("buttons")[0].GetProperty("data").GetString().Should().Be("a:7:yes");

        using var answer = await visitor.PostAsync("/chat/say", new { id = "b", press = new { data = "a:7:yes", of = 2 } });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var own = (await visitor.LogOfAsync(3))[2];
        own.GetProperty("text").GetString().Should().Be("Gửi phản ánh");
        own.GetProperty("press").GetProperty("of").GetInt64().Should().Be(2);
        await rig.Bot.HandledAsync(2);
        rig.Bot.Handled[1].Should().BeOfType<Inbound.Pressed>().Which.Data.Should().Be("a:7:yes");
    }

    [Fact]
    public async Task Say_Place_IsHandedOnWithWhoSaidIt()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        using var answer = await visitor.PostAsync("/chat/say", new { id = "p", place = new { lat = 15.12, lon = 108.79 } });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        await rig.Bot.HandledAsync(1);
        var placed = rig.Bot.Handled[0].Should().BeOfType<Inbound.Placed>().Subject;
        placed.Latitude.Should().Be(15.12);
        placed.By!.IsPrivate.Should().BeTrue();
        placed.By.UserAddress.Should().NotBeNullOrEmpty().And.NotBe(visitor.Cookie);
        (await visitor.LogAsync())[0].GetProperty("place").GetProperty("lon").GetDouble().Should().Be(108.79);
    }

    [Theory]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","text":"   \n "}""")]
    [InlineData("""{"id":"có dấu","text":"x"}""")]
    [InlineData("""{"id":"","text":"x"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"id":"a","text":"x","place":{"lat":1,"lon":2}}""")]
    [InlineData("""{"id":"a","place":{"lat":91,"lon":2}}""")]
    [InlineData("""{"id":"a","press":{"data":"rm -rf"}}""")]
    [InlineData("""{"id":"a","press":{}}""")]
    [InlineData("""{"id":"a","text":"\ud800"}""")]
    [InlineData("""{"id":"a","text":7}""")]
    [InlineData("""null""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"id":"a","text":""")]
    [InlineData("")]
    public async Task Say_NotWhatThePageSends_400AndNothingIsKept(string json)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        using var answer = await visitor.PostAsync("/chat/say", body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("message").GetString().Should().NotBeEmpty();
        (await visitor.LogAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Say_TenThousandLettersOrEmoji_AreTaken()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        await visitor.SayAsync("long", new string('ờ', 10_000));
        await visitor.SayAsync("emoji", "🛵 đường lầy 😀");

        (await visitor.LogAsync()).Should().Contain(e => e.GetProperty("text").GetString() == "🛵 đường lầy 😀");
    }

    [Fact]
    public async Task Say_TooLong_SaysSo()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        using var tooLong = await visitor.PostAsync("/chat/say", new { id = "a", text = new string('a', 12_001) });
        using var huge = await visitor.PostAsync("/chat/say", new { id = "a", text = new string('a', 300_000) });

        tooLong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await tooLong.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString().Should().Be("too-long");
        huge.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await huge.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString().Should().Be("too-long", "it is no file");
    }
}
