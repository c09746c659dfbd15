using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DanVanBot.Tests.WebChat.Browser;

public sealed class LookTests(Chromium chromium)
{
    /// <summary>Contrast of every visible text with what is behind it, by WCAG 2; sizes; targets.</summary>
    private const string Measure =
        """
        () => {
          const found = [];
          const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1 }; };
          const light = rgb => { const [r, g, b] = rgb.map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a > 0) return c.rgb; } return [255, 255, 255]; };
          const visible = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 2 && !e.closest('.skip');
          for (const e of document.body.querySelectorAll('*')) {
            if (!visible(e)) continue;
            const hasText = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.tagName === 'TEXTAREA';
            if (hasText) {
              const style = getComputedStyle(e), a = light(parse(style.color).rgb), b = light(behind(e));
              const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
              if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(2)}: ${e.className || e.tagName} "${e.textContent.trim().slice(0, 30)}"`);
              if (parseFloat(style.fontSize) < 17) found.push(`size ${style.fontSize}: ${e.className || e.tagName}`);
            }
            if (e.matches('button, a, textarea') && !e.matches('.command')) {
              const box = e.getBoundingClientRect();
              if (box.width < 43.9 || box.height < 43.9) found.push(`target ${box.width}x${box.height}: ${e.id || e.className}`);
            }
          }
          if (document.documentElement.scrollWidth > innerWidth) found.push(`page ${document.documentElement.scrollWidth} wide`);
          const scroll = document.getElementById('scroll');
          if (scroll.scrollWidth > scroll.clientWidth) found.push(`conversation ${scroll.scrollWidth} wide`);
          return found;
        }
        """;

    [Theory]
    [InlineData(360, 740, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    [InlineData(320, 600, ColorScheme.Light)]
    [InlineData(640, 360, ColorScheme.Dark)]
    [InlineData(1280, 860, ColorScheme.Light)]
    [InlineData(1280, 860, ColorScheme.Dark)]
    [InlineData(820, 1180, ColorScheme.Light)]
    [InlineData(820, 1180, ColorScheme.Dark)]
    public async Task Page_AnyWindow_IsReadableAndTouchable(int width, int height, ColorScheme scheme)
    {
        await using var rig = await ConversationTests.RigAsync();
        rig.IsSample = true;
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url, new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Permissions = ["geolocation"],
            Geolocation = new() { Latitude = 15.1205f, Longitude = 108.7923f },
        });
        var name = $"{width}-{scheme}".ToLowerInvariant();
        (await page.Page.EvaluateAsync<string[]>(Measure)).Should().BeEmpty();
        await page.ShootAsync(name + "-1");

        await page.SayAsync("Dân vận khéo năm nay làm gì, đăng ký khi nào?");
        await page.AnsweredAsync("mô hình trong năm");
        await page.Page.WaitForFunctionAsync("document.fonts.status === 'loaded'");
        await page.ShootAsync(name + "-2");
        await page.SayAsync("/phananh");
        await page.Button("Đường sá").ClickAsync();
        await page.Button("Gửi vị trí").ClickAsync();
        await page.AnsweredAsync("Đã tiếp nhận");
        await page.ShootAsync(name + "-receipt");
        await page.SayAsync(new string('x', 300));
        await page.AnsweredAsync("xxx");

        (await page.Page.EvaluateAsync<string[]>(Measure)).Should().BeEmpty();
        await page.ShootAsync(name + "-3");
        page.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task State_Changes_MoveNothing()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url, new() { ViewportSize = new() { Width = 320, Height = 640 } });
        const string Height = "document.querySelector('.top').offsetHeight";
        await Expect(page.Page.Locator("#state-text")).ToHaveTextAsync("Đã kết nối");
        var connected = await page.Page.EvaluateAsync<int>(Height);

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Page.Locator("#state-text")).ToHaveTextAsync("Đang mất mạng");

        (await page.Page.EvaluateAsync<int>(Height)).Should().Be(connected);
    }

    [Fact]
    public async Task Theme_Chosen_StaysAfterReload()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url, new() { ColorScheme = ColorScheme.Light });
        var ground = "getComputedStyle(document.body).backgroundColor";
        var light = await page.Page.EvaluateAsync<string>(ground);

        await page.Button("Nền sáng hay tối: theo máy").ClickAsync();
        await page.Button("Nền sáng hay tối: đang sáng").ClickAsync();
        var dark = await page.Page.EvaluateAsync<string>(ground);
        await page.Page.ReloadAsync();

        dark.Should().NotBe(light);
        (await page.Page.EvaluateAsync<string>(ground)).Should().Be(dark);
        await page.Button("Nền sáng hay tối: đang tối").ClickAsync();
        (await page.Page.EvaluateAsync<string>(ground)).Should().Be(light, "back to what the device says");
    }

    [Fact]
    public async Task Keyboard_Alone_IsEnough()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url, new() { ViewportSize = new() { Width = 1024, Height = 700 } });
        var keys = page.Page.Keyboard;
        await page.Page.ReloadAsync();
        await page.AnsweredAsync(SampleBot.Greeting);
        await Expect(page.Input).ToBeFocusedAsync();

        await keys.TypeAsync("dân vận khéo");
        await keys.PressAsync("Enter");
        await page.AnsweredAsync("mô hình trong năm");
        // Back from the input over the photo button into the conversation, to the last of the greeting's buttons and beyond.
        await TabToAsync(page, "Gửi phản ánh", back: true);
        await keys.PressAsync("Enter");
        await page.AnsweredAsync("về việc gì");
        await TabToAsync(page, "An ninh trật tự", back: false);
        await keys.PressAsync(" ");
        await page.AnsweredAsync("Đã bấm a:1:order");
        (await FocusedAsync(page)).Should().StartWith("An ninh trật tự", "pressing a button does not throw the focus away");
        await page.Page.EvaluateAsync("document.activeElement.blur()");
        await keys.PressAsync("Home");
        await TabToAsync(page, "Đến ô nhập tin", back: true);
        await keys.PressAsync("Enter");
        await Expect(page.Input).ToBeFocusedAsync();
    }

    [Fact]
    public async Task AccessibilityTree_Page_NamesEverything()
    {
        await using var rig = await ConversationTests.RigAsync();
        rig.IsSample = true;
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        await page.SayAsync("xin chào");
        await page.AnsweredAsync("Dạ: xin chào");

        var tree = await page.Page.Locator("body").AriaSnapshotAsync();

        foreach (var part in new[]
                 {
                     "link \"Đến ô nhập tin\"", "banner", "heading \"Trợ lý Khối Dân vận phường Thử\" [level=1]", "status: Đã kết nối",
                     "link \"Gọi 0255 000 000\"", "button \"Nền sáng hay tối: theo máy\"", "navigation \"Dùng thử vai:\"", "main \"Tin nhắn\"",
                     "log \"Cuộc trò chuyện\"", "heading \"Hôm nay\" [level=2]", "button \"Gửi phản ánh\"", "link \"Gọi cán bộ\"",
                     "button \"Chọn ảnh hoặc tệp để gửi\"", "textbox \"Tin của bà con\"", "button \"Gửi tin\"",
                 })
            tree.Should().Contain(part);
        tree.Should().Contain("Trợ lý:").And.Contain("Tôi:");
        tree.Should().NotMatchRegex("(button|link|img)( \\[|:|\\n)", "nothing to press is without a name");
        await Expect(page.Page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-live", "polite");
        (await page.Page.Locator("html").GetAttributeAsync("lang")).Should().Be("vi");
    }

    [Fact]
    public async Task FirstPaint_OverTheWire_IsUnder50KilobytesWithoutFonts()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);

        var loaded = await page.Page.EvaluateAsync<string[]>(
            "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(e => `${new URL(e.name).pathname} ${e.transferSize}`)");

        var bytes = loaded.Select(l => l.Split(' ')).Where(l => !l[0].StartsWith("/fonts/", StringComparison.Ordinal)).Sum(l => int.Parse(l[1], System.Globalization.CultureInfo.InvariantCulture));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', loaded.Append($"sum without fonts {bytes}")));
        bytes.Should().BeInRange(5_000, 50_000);
        loaded.Should().Contain(l => l.StartsWith("/fonts/be-vietnam-pro-vietnamese-400", StringComparison.Ordinal), "our own font is used");
    }

    [Fact]
    public async Task NewMessage_WhileReadingAbove_DoesNotMoveWhatIsRead()
    {
        await using var rig = await ConversationTests.RigAsync();
        await using var page = await OpenPage.OpenAsync(chromium, rig.Url);
        for (var i = 0; i < 6; i++)
            await page.SayAsync($"tin khá dài để cuộc trò chuyện dài hơn màn hình, số {i}");
        await page.AnsweredAsync("Dạ: tin khá dài để cuộc trò chuyện dài hơn màn hình, số 5");
        await page.Page.Locator("#scroll").EvaluateAsync("s => { s.scrollTop = 0; }");
        var address = rig.Bot.Handled[0].By!.UserAddress;

        await rig.Channel.SendAsync(
            new(OutboxId: "late", address, DanVanBot.Dialogs.BotMessage.Plain("Cán bộ đã trả lời."), null, []), TestContext.Current.CancellationToken);
        await Expect(page.Button("Có tin mới")).ToBeVisibleAsync();
        (await page.Page.Locator("#scroll").EvaluateAsync<int>("s => s.scrollTop")).Should().Be(0);
        await page.ShootAsync("new-below");
        await page.Button("Có tin mới").ClickAsync();

        await Expect(page.Bots.Last).ToBeInViewportAsync();
        await Expect(page.Button("Có tin mới")).ToBeHiddenAsync();
    }

    private static async Task TabToAsync(OpenPage page, string name, bool back)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if ((await FocusedAsync(page)) == name)
                return;
        }

        Assert.Fail($"Tab never reaches \"{name}\".");
    }

    private static Task<string> FocusedAsync(OpenPage page) =>
        page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");
}
