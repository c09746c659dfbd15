using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Configuration;

namespace DanVanBot.Channels.Telegram;

/// <summary>How updates come in.</summary>
public enum TelegramMode
{
    /// <summary>The bot asks for them.</summary>
    Polling,

    /// <summary>Telegram brings them to <see cref="TelegramOptions.WebhookUrl"/>.</summary>
    Webhook,
}

/// <summary>One line of the bot's command menu.</summary>
/// <param name="Name">1 to 32 of <c>a-z 0-9 _</c>, without the slash.</param>
/// <param name="Description">1 to 256 characters.</param>
public sealed record TelegramCommand(string Name, string Description);

/// <summary>Settings of one bot. Texts that people read come from data files and are passed in.</summary>
public sealed partial record TelegramOptions
{
    /// <summary>Where the webhook is received when <see cref="WebhookUrl"/> names no path of its own.</summary>
    public const string WebhookPath = "/webhooks/telegram";

    /// <summary>From BotFather: digits, a colon, then letters, digits, <c>_</c> and <c>-</c>.</summary>
    public required SecretText BotToken { get; init; }

    /// <summary>Another Bot API server; null is Telegram's own. A path in it is not used.</summary>
    public Uri? ApiBaseUrl { get; init; }

    /// <summary>How updates come in.</summary>
    public TelegramMode Mode { get; init; } = TelegramMode.Polling;

    /// <summary>The public address Telegram calls, https unless loopback.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>What Telegram must show with every call: 16 to 256 of <c>A-Z a-z 0-9 _ -</c>. There is no webhook without it.</summary>
    public SecretText? WebhookSecret { get; init; }

    /// <summary>One more secret that is taken, while Telegram learns the new one: what it still shows with calls begun before. Null outside a rotation.</summary>
    public SecretText? WebhookSecretPrevious { get; init; }

    /// <summary>Told the bot's name (without the @) each time Telegram was asked who the bot is. What it throws is tried again.</summary>
    public Func<string, CancellationToken, Task>? Named { get; init; }

    /// <summary>Names this bot in keys; a second bot needs another name.</summary>
    public string Instance { get; init; } = "telegram";

    /// <summary>Whose mail it receives.</summary>
    public OfficeId Office { get; init; } = OfficeId.Default;

    /// <summary>The command menu; empty leaves the menu as it is.</summary>
    public IReadOnlyList<TelegramCommand> Commands { get; init; } = [];

    /// <summary>Label of the button that sends the position; without it there is no such button.</summary>
    public string? LocationLabel { get; init; }

    /// <summary>Label of the button that sends the own number; without it there is no such button.</summary>
    public string? ContactLabel { get; init; }

    /// <summary>Webhook calls Telegram may have open at once, 1 to 100.</summary>
    public int MaxConnections { get; init; } = 20;

    /// <summary>How long one request for updates waits for the first, at most 50 s.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call may take.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one file may take, both ways.</summary>
    public TimeSpan FileTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The bot's user id, the digits of the token.</summary>
    public long BotId => long.Parse(BotToken.Reveal().AsSpan(0, BotToken.Reveal().IndexOf(':', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads the section <c>Telegram</c> of the settings. Null when there is no token: the channel is off.
    /// </summary>
    /// <exception cref="TelegramSettingsException">A setting is wrong; the message names it and never tells its value.</exception>
    public static TelegramOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Telegram");
        if (Value(section, "BotToken") is not { } token)
            return null;
        var problems = new List<string>();
        var mode = TelegramMode.Polling;
        if (Value(section, "Mode") is { } named && !(Enum.TryParse(named, ignoreCase: true, out mode) && Enum.IsDefined(mode)))
            problems.Add("Telegram:Mode must be polling or webhook.");
        var options = new TelegramOptions
        {
            BotToken = new SecretText(token),
            Mode = mode,
            ApiBaseUrl = Address(section, "ApiBaseUrl", problems),
            WebhookUrl = Address(section, "WebhookUrl", problems),
            WebhookSecret = Value(section, "WebhookSecret") is { } secret ? new SecretText(secret) : null,
            WebhookSecretPrevious = Value(section, "WebhookSecretPrevious") is { } previous ? new SecretText(previous) : null,
        };
        problems.AddRange(options.Problems());
        return problems.Count == 0 ? options : throw new TelegramSettingsException([.. problems.Distinct()]);
    }

    /// <summary>What is wrong, each naming the setting and never its value; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!TokenShape().IsMatch(BotToken.Reveal()))
            problems.Add("Telegram:BotToken does not look like a bot token (digits, a colon, then letters, digits, '_' and '-').");
        if (ApiBaseUrl is { } api && (!IsHttp(api) || !IsSafe(api)))
            problems.Add("Telegram:ApiBaseUrl must be an https address (http only for a loopback address).");
        if (!InstanceShape().IsMatch(Instance))
            problems.Add("The name of a Telegram channel must be 1 to 32 of a-z, 0-9 and '-'.");
        if (MaxConnections is < 1 or > 100)
            problems.Add("Telegram:MaxConnections must be 1 to 100.");
        if (PollTime < TimeSpan.Zero || PollTime > TimeSpan.FromSeconds(50))
            problems.Add("Telegram polls wait at most 50 s.");
        foreach (var command in Commands.Where(c => !CommandShape().IsMatch(c.Name) || c.Description.Length is < 1 or > 256))
            problems.Add($"The Telegram command '{command.Name}' needs a name of 1 to 32 of a-z, 0-9, '_' and a description of 1 to 256 characters.");
        if (Mode == TelegramMode.Webhook)
            CheckWebhook(problems);
        return problems;
    }

    /// <summary>The address given to Telegram: <see cref="WebhookUrl"/>, with our own path where it names none.</summary>
    internal Uri? PublicWebhookUrl =>
        WebhookUrl is { AbsolutePath: "/", Query: "" } bare ? new Uri(bare, WebhookPath) : WebhookUrl;

    /// <summary>What must never be shown.</summary>
    internal IReadOnlyList<string> Secrets =>
        [BotToken.Reveal(), .. new[] { WebhookSecret, WebhookSecretPrevious }.OfType<SecretText>().Select(secret => secret.Reveal())];

    private void CheckWebhook(List<string> problems)
    {
        if (WebhookUrl is null)
            problems.Add("Telegram:WebhookUrl is missing: webhook mode needs the public address.");
        else if (!IsHttp(WebhookUrl) || !IsSafe(WebhookUrl))
            problems.Add("Telegram:WebhookUrl must be an https address (http only for a loopback address).");
        if (WebhookSecret is null)
            problems.Add("Telegram:WebhookSecret is missing: without it anyone could send updates, so webhook mode does not start.");
        else if (!SecretShape().IsMatch(WebhookSecret.Reveal()))
            problems.Add("Telegram:WebhookSecret must be 16 to 256 of A-Z, a-z, 0-9, '_' and '-'.");
        if (WebhookSecretPrevious is { } previous && !SecretShape().IsMatch(previous.Reveal()))
            problems.Add("Telegram:WebhookSecretPrevious must be 16 to 256 of A-Z, a-z, 0-9, '_' and '-', or left out.");
    }

    private static string? Value(IConfigurationSection section, string name) => section[name]?.Trim() is { Length: > 0 } text ? text : null;

    private static Uri? Address(IConfigurationSection section, string name, List<string> problems)
    {
        if (Value(section, name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsHttp(uri))
            return uri;
        problems.Add($"Telegram:{name} must be an https address (http only for a loopback address).");
        return null;
    }

    private static bool IsHttp(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0;

    private static bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback;

    [GeneratedRegex(@"\A[0-9]{1,16}:[A-Za-z0-9_-]{1,200}\z")]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{16,256}\z")]
    private static partial Regex SecretShape();

    [GeneratedRegex(@"\A[a-z0-9_]{1,32}\z")]
    private static partial Regex CommandShape();

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z")]
    private static partial Regex InstanceShape();
}

/// <summary>Settings that cannot be used. The message is for the operator and holds no value of a secret.</summary>
public sealed class TelegramSettingsException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>One sentence a problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
