using DanVanBot.Core.Channels;
using static Microsoft.Playwright.Assertions;

namespace DanVanBot.Tests.WebChat.Browser;

public sealed class ConnectionTests(Chromium chromium)
{
    [Fact]
    public async Task Reload_Conversation_StandsThereOnce()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await page.SayAsync("một");
        await page.SayAsync("hai");
        await page.AnsweredAsync("Dạ: hai");
        var before = await page.TextsAsync();

        await page.Page.ReloadAsync();
        await page.AnsweredAsync("Dạ: hai");

        (await page.TextsAsync()).Should().Equal(before).And.HaveCount(5);
    }

    [Fact]
    public async Task Offline_AndBack_LosesAndDoublesNothingAndSaysSo()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await page.SayAsync("trước");
        await page.AnsweredAsync("Dạ: trước");

        await page.Context.SetOfflineAsync(true);
        await page.SayAsync("khi mất mạng 1");
        await page.SayAsync("khi mất mạng 2");
        await Expect(page.Page.Locator("#state-text")).ToHaveTextAsync("Đang mất mạng");
        await Expect(page.Page.Locator(".waiting .fate").First).ToContainTextAsync("Chờ gửi");
        await page.ShootAsync("offline");
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("/start", "trước");
        await page.Context.SetOfflineAsync(false);
        await page.AnsweredAsync("Dạ: khi mất mạng 2");

        await Expect(page.Page.Locator("#state-text")).ToContainTextAsync("Đã kết nối");
        await Expect(page.Page.Locator(".waiting .entry")).ToHaveCountAsync(0);
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("/start", "trước", "khi mất mạng 1", "khi mất mạng 2");
        (await page.TextsAsync()).Should().HaveCount(7).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Offline_PageClosedAndOpenedAgain_StillSendsWhatWasWritten()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        // Only the reopened page may deliver: of this one nothing gets through any more, as on a line that is dead until it is closed.
        await page.Page.RouteAsync("**/chat/say**", route => route.AbortAsync());
        await page.SayAsync("đừng mất tin này");
        await page.SayAsync("cũng đừng mất tin này");
        await page.Input.FillAsync("tin đang viết dở");
        await Expect(page.Page.Locator(".waiting .entry")).ToHaveCountAsync(2);
        await page.Page.CloseAsync();
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("/start");

        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(rig.Url.ToString());

        await again.GetByText("Dạ: cũng đừng mất tin này").WaitForAsync();
        await Expect(again.Locator("#input")).ToHaveValueAsync("tin đang viết dở");
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("/start", "đừng mất tin này", "cũng đừng mất tin này");
    }

    [Fact]
    public async Task TwoTabs_OneCannotSendAndIsClosed_TheOthersWorkLosesNothingOfIt()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(rig.Url.ToString());
        await second.Locator("#log .bot .bubble").First.WaitForAsync();
        await page.Page.RouteAsync("**/chat/say**", route => route.AbortAsync());
        await page.SayAsync("chưa gửi được");
        await Expect(page.Page.Locator(".waiting .entry")).ToHaveCountAsync(1);

        await second.Locator("#input").FillAsync("tin của trang hai");
        await second.Locator("#input").PressAsync("Enter");
        await second.GetByText("Dạ: tin của trang hai").WaitForAsync();
        await page.Page.CloseAsync();
        await second.ReloadAsync();

        await second.GetByText("Dạ: chưa gửi được").WaitForAsync();
        rig.Bot.Handled.OfType<Inbound.Said>().Count(s => s.Text == "chưa gửi được").Should().Be(1);
    }

    [Fact]
    public async Task Store_DownAndBack_MessageWaitsAndIsTakenOnce()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        rig.Store.IsDown = true;

        await page.SayAsync("lúc bảo trì");
        await Expect(page.Page.Locator("#state-text")).ToHaveTextAsync("Đang bảo trì");
        await Expect(page.Page.Locator(".waiting .fate")).ToContainTextAsync("được giữ trên máy này");
        await page.ShootAsync("down");
        rig.Store.IsDown = false;
        rig.Bot.Nudge();
        await page.AnsweredAsync("Dạ: lúc bảo trì");

        rig.Bot.Handled.OfType<Inbound.Said>().Count(s => s.Text == "lúc bảo trì").Should().Be(1);
        (await page.TextsAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Program_RestartedUnderAnOpenPage_GoesOnByItself()
    {
        var folder = Directory.CreateTempSubdirectory("danvan-web-").FullName;
        try
        {
            var rig = await ConversationTests.RigAsync(folder: folder);
            var url = rig.Url;
            await using var page = await OpenPage.OpenAsync(chromium, url);
            await page.SayAsync("trước khi tắt");
            await page.AnsweredAsync("Dạ: trước khi tắt");
            await rig.DisposeAsync();
            await page.SayAsync("lúc đang tắt");

            await using var next = await ConversationTests.RigAsync(at: url, folder: folder);
            await page.AnsweredAsync("Dạ: lúc đang tắt");
            await page.SayAsync("sau khi mở");
            await page.AnsweredAsync("Dạ: sau khi mở");

            (await page.TextsAsync()).Should().HaveCount(7).And.OnlyHaveUniqueItems();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task TwoTabs_OneVisitor_BothShowEverythingOnce()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(rig.Url.ToString());
        await second.Locator("#log .bot .bubble").First.WaitForAsync();

        await page.SayAsync("từ trang một");

        await second.GetByText("Dạ: từ trang một").WaitForAsync();
        await Expect(second.Locator("#log .bubble")).ToHaveCountAsync(3);
        await Expect(page.Page.Locator("#log .bubble")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Streams_ThatDoNotGetThrough_ThePagePolls()
    {
        await using var rig = await ConversationTests.RigAsync();
        var context = await chromium.ContextAsync();
        await using var _ = context;
        // A proxy that swallows event streams.
        await context.RouteAsync("**/chat/stream**", route => route.AbortAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(rig.Url.ToString());
        await page.GetByText(SampleBot.Greeting).WaitForAsync();

        await page.Locator("#input").FillAsync("vẫn tới");
        await page.Locator("#input").PressAsync("Enter");

        await page.GetByText("Dạ: vẫn tới").WaitForAsync();
        await Expect(page.Locator("#log .bubble")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task History_LongerThanAPage_IsShownFromItsEndAndOlderOnRequest()
    {
        await using var rig = await ChatRig.StartAsync(
            o => o.MessagesPerVisitorMinute = o.MessagesPerAddressMinute = 1000, script: bot => bot.Script = SampleBot.Answer);
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        var address = rig.Bot.Handled[0].By!.UserAddress;
        for (var i = 1; i <= 70; i++)
        {
            await rig.Channel.SendAsync(
                new OutboundMessage($"h{i}", address, DanVanBot.Dialogs.BotMessage.Plain($"Tin số {i}."), null, []), TestContext.Current.CancellationToken);
        }

        await page.Page.ReloadAsync();
        await page.AnsweredAsync("Tin số 70.");
        await Expect(page.Bots).ToHaveCountAsync(50);
        await page.Button("Xem tin cũ hơn").ClickAsync();

        await Expect(page.Bots).ToHaveCountAsync(71);
        (await page.TextsAsync()).Skip(1).Select(t => t.Split('\n')[^1].Replace("Trợ lý: ", "", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Range(1, 70).Select(i => $"Tin số {i}."));
        await Expect(page.Button("Xem tin cũ hơn")).ToBeHiddenAsync();
    }
}
