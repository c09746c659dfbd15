using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DanVanBot.Tests.WebChat.Browser;

public sealed class ConversationTests(Chromium chromium)
{
    [Fact]
    public async Task Page_FirstVisit_GreetsByItselfAndAnswers()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await Expect(page.Page).ToHaveTitleAsync("Trợ lý Khối Dân vận phường Thử");
        (await page.TextsAsync()).Should().ContainSingle("the greeting; nobody typed /start");

        await page.SayAsync("dân vận khéo là gì");
        await page.AnsweredAsync("mô hình trong năm");

        await Expect(page.Page.Locator("#log blockquote")).ToHaveTextAsync(new Regex("^Mỗi chi bộ chọn .* cuối năm\\.$"));
        await Expect(page.Page.Locator("#log blockquote strong")).ToHaveTextAsync("đăng ký trước ngày 15 tháng 3");
        await Expect(page.Page.Locator("#state-text")).ToContainTextAsync("Đã kết nối");
        await Expect(page.Input).ToHaveValueAsync("");
        page.Complaints.Should().BeEmpty("the content policy and the scripts have nothing to say");
    }

    [Fact]
    public async Task Buttons_OfAnOldQuestion_DieWhenOneWasPressed()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);

        await page.Button("Gửi phản ánh").ClickAsync();
        await page.AnsweredAsync("về việc gì");
        await page.Button("Đường sá").ClickAsync();
        await page.AnsweredAsync("ở đâu");

        await Expect(page.Button("Đường sá, đã chọn")).ToBeDisabledAsync();
        await Expect(page.Button("Việc khác")).ToBeDisabledAsync();
        await Expect(page.Button("Bỏ qua")).ToBeEnabledAsync();
        await Expect(page.Button("Gửi phản ánh")).ToBeEnabledAsync(new() { Timeout = 1000 });
        await page.Button("Việc khác").ClickAsync(new() { Force = true });
        await Expect(page.Mine).ToHaveTextAsync([new Regex("Gửi phản ánh$"), new Regex("Đường sá$")]);
    }

    [Fact]
    public async Task Location_Allowed_IsSentAndTheCodeCanBeCopied()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url, new()
        {
            Permissions = ["geolocation", "clipboard-read", "clipboard-write"],
            Geolocation = new Geolocation { Latitude = 15.1205f, Longitude = 108.7923f },
        });
        await page.SayAsync("/phananh");
        await page.Button("Đường sá").ClickAsync();
        await page.Button("Gửi vị trí").ClickAsync();
        await page.AnsweredAsync("Đã tiếp nhận");

        rig.Bot.Handled.OfType<Inbound.Placed>().Should().ContainSingle().Which.Latitude.Should().BeApproximately(15.1205, 0.0001);
        await Expect(page.Mine.Last).ToContainTextAsync("15,12050; 108,79230");
        await Expect(page.Button("Gửi vị trí")).ToBeDisabledAsync();
        await Expect(page.Button("Bỏ qua")).ToBeDisabledAsync();
        await page.Button("Chép mã XX-26-7K3F9Q").ClickAsync();
        await page.Button("Đã chép").WaitForAsync();
        (await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be("XX-26-7K3F9Q");
        await page.Button("/dulieu").ClickAsync();
        await page.AnsweredAsync("Dạ: /dulieu");
    }

    [Fact]
    public async Task Location_Refused_SaysWhatElseToDo()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await page.SayAsync("/phananh");
        await page.Button("Đường sá").ClickAsync();

        await page.Button("Gửi vị trí").ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("gõ tên thôn");
        rig.Bot.Handled.OfType<Inbound.Placed>().Should().BeEmpty();
    }

    [Fact]
    public async Task Photo_Chosen_IsPreviewedSentSmallerAndShown()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        // A photo as large as a telephone takes it, drawn by the browser itself: noise, so that it does not pack well.
        var photo = Convert.FromBase64String(await page.Page.EvaluateAsync<string>(
            """
            async () => {
              const canvas = new OffscreenCanvas(2600, 1900), c = canvas.getContext('2d');
              const image = c.createImageData(2600, 1900), d = new Uint32Array(image.data.buffer);
              let s = 1; for (let i = 0; i < d.length; i++) { s = (s * 1664525 + 1013904223) >>> 0; d[i] = 0xff000000 | (s >>> 8) & 0x3f3f3f | 0x604020; }
              c.putImageData(image, 0, 0);
              const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: .9 })).arrayBuffer());
              let t = ''; for (let i = 0; i < bytes.length; i += 8192) t += String.fromCharCode(...bytes.subarray(i, i + 8192));
              return btoa(t);
            }
            """));
        photo.Length.Should().BeGreaterThan(1_000_000);

        await page.Page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "đường hư.jpg", MimeType = "image/jpeg", Buffer = photo });
        await Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Tệp sắp gửi" })).ToContainTextAsync("đường hư.jpg");
        await page.ShootAsync("photo-tray");
        await page.SayAsync("ngay trước chợ");
        await page.AnsweredAsync("Đã nhận đường hư.jpg kèm lời: ngay trước chợ");

        await Expect(page.Page.Locator("#tray")).ToBeHiddenAsync();
        var sent = rig.Bot.Handled.OfType<Inbound.Sent>().Should().ContainSingle().Subject;
        sent.Kind.Should().Be(AttachmentKind.Photo);
        sent.Size.Should().BeLessThan(photo.Length, "it was made smaller before it went over the line");
        await page.Page.ReloadAsync();
        var picture = page.Mine.Locator("img");
        await picture.WaitForAsync();
        await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 2048);
    }

    [Fact]
    public async Task Text_LinesAndMarkup_ArriveAsTheyAre()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        const string Text = "<img src=x onerror=alert(1)> & <b>đậm</b>";

        await page.Input.FillAsync(Text);
        await page.Input.PressAsync("Shift+Enter");
        await page.Input.PressSequentiallyAsync("dòng hai");
        await page.Input.PressAsync("Enter");
        await page.AnsweredAsync("dòng hai");

        rig.Bot.Handled.OfType<Inbound.Said>().Last().Text.Should().Be(Text + "\ndòng hai");
        (await page.Page.Locator("#log img, #log b").CountAsync()).Should().Be(0);
        (await page.TextsAsync())[^1].Should().EndWith($"Dạ: {Text}\ndòng hai");
    }

    [Fact]
    public async Task Telex_EnterWhileALetterIsComposed_DoesNotSend()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await page.Input.FillAsync("đườ");

        await page.Input.DispatchEventAsync("keydown", new { key = "Enter", isComposing = true, bubbles = true, cancelable = true });

        await Expect(page.Input).ToHaveValueAsync("đườ");
        await page.Input.PressAsync("Enter");
        await page.AnsweredAsync("Dạ: đườ");
    }

    [Fact]
    public async Task Answer_ThatTakesLong_SaysSoAfterTwoSeconds()
    {
        await using var rig = await RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        rig.Bot.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await page.SayAsync("chậm");
        await Expect(page.Page.Locator("#busy")).ToHaveTextAsync("Đang trả lời…");
        await page.ShootAsync("busy");
        rig.Bot.Gate.SetResult();
        rig.Bot.Gate = null;
        await page.AnsweredAsync("Dạ: chậm");

        await Expect(page.Page.Locator("#busy")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Trial_SampleOffice_OffersRolesEachWithAChatOfItsOwn()
    {
        await using var rig = await RigAsync();
        rig.IsSample = true;
        rig.Trial = async (address, role) => await rig.Channel.SendAsync(
            new OutboundMessage("trial:" + address, address, BotMessage.Plain("Kính chào đồng chí, vai " + role), null, []), default) is not null;
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        var roles = page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Dùng thử vai:" });
        await page.ShootAsync("roles");

        await roles.GetByRole(AriaRole.Link, new() { Name = "Bí thư chi bộ" }).ClickAsync();
        await page.AnsweredAsync("Kính chào đồng chí, vai secretary");
        await page.SayAsync("tôi là bí thư");
        await page.AnsweredAsync("Dạ: tôi là bí thư");
        await Expect(roles.GetByRole(AriaRole.Link, new() { Name = "Bí thư chi bộ" })).ToHaveAttributeAsync("aria-current", "page");
        await roles.GetByRole(AriaRole.Link, new() { Name = "Bà con" }).ClickAsync();
        await page.AnsweredAsync(SampleBot.Greeting);

        (await page.TextsAsync()).Should().ContainSingle();
        rig.Bot.Handled.OfType<Inbound.Said>().Select(s => s.Text).Should().Equal("/start", "tôi là bí thư");
    }

    internal static Task<ChatRig> RigAsync(Uri? at = null, string? folder = null) =>
        ChatRig.StartAsync(script: bot => bot.Script = SampleBot.Answer, at: at, folder: folder);
}
