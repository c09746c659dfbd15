using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DanVanBot.Tests.WebChat.Browser.Chromium))]

namespace DanVanBot.Tests.WebChat.Browser;

/// <summary>
/// One real browser for all tests that need one: <c>CHROMIUM_PATH</c> or <c>/usr/bin/chromium</c>. Without it they are skipped, and say so;
/// with <c>CI=true</c> they fail instead.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A context of its own: no cookies, Vietnamese, Vietnam's time, a telephone's size.</summary>
    public async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await BrowserAsync();
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "vi-VN";
        options.TimezoneId ??= "Asia/Ho_Chi_Minh";
        options.ViewportSize ??= new ViewportSize { Width = 360, Height = 740 };
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given ? given : "/usr/bin/chromium";
        if (!File.Exists(path))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail($"No browser at {path}: in CI the page must be tested in one.");
            Assert.Skip($"No browser at {path} (set CHROMIUM_PATH): the page was not tested in one.");
        }

        await _gate.WaitAsync();
        try
        {
            if (_browser is not null)
                return _browser;
            _playwright = await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        }
        finally
        {
            _gate.Release();
        }
    }
}
