using Microsoft.Playwright;

namespace DanVanBot.Tests.WebChat.Browser;

/// <summary>An open chat page, with everything it complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    private OpenPage(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // A failed fetch is reported by the browser itself; tests that cut the line expect it.
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)
                && !message.Text.Contains("ERR_", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors, warnings and broken content policies.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Input => Page.GetByRole(AriaRole.Textbox, new() { Name = "Tin của bà con" });

    public ILocator Mine => Page.Locator("#log .me .bubble");

    public ILocator Bots => Page.Locator("#log .bot .bubble");

    /// <summary>Opens the page and waits until the bot has greeted.</summary>
    public static async Task<OpenPage> OpenAsync(Chromium chromium, Uri url, BrowserNewContextOptions? options = null, string path = "/")
    {
        var context = await chromium.ContextAsync(options);
        var opened = new OpenPage(context, await context.NewPageAsync());
        await opened.Page.GotoAsync(new Uri(url, path).ToString());
        await opened.Bots.First.WaitForAsync();
        return opened;
    }

    public async Task SayAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits for a message of the bot that says this.</summary>
    public Task AnsweredAsync(string text) => Bots.Filter(new() { HasText = text }).First.WaitForAsync();

    /// <summary>What stands in the conversation, in order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await Page.Locator("#log .bubble").EvaluateAllAsync<string[]>("all => all.map(b => b.innerText.trim())"))];

    /// <summary>Keeps a picture where <c>WEBCHAT_SHOTS</c> says, for looking at.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("WEBCHAT_SHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
