using System.Text.RegularExpressions;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Configuration;

namespace DanVanBot.Channels.Zalo;

/// <summary>How messages come in. The platform serves one of the two at a time.</summary>
public enum ZaloBotMode
{
    /// <summary>The bot asks for them. For trials: what is lost on the way is lost, because nothing tells the platform that it arrived.</summary>
    Polling,

    /// <summary>Zalo brings them to <see cref="ZaloBotOptions.WebhookUrl"/>.</summary>
    Webhook,
}

/// <summary>Settings of one bot of the Zalo Bot Platform.</summary>
public sealed partial record ZaloBotOptions
{
    /// <summary>Where the webhook is received when <see cref="WebhookUrl"/> names no path of its own.</summary>
    public const string WebhookPath = "/webhooks/zalo-bot";

    /// <summary>The platform's own address.</summary>
    public static readonly Uri PlatformUrl = new("https://bot-api.zaloplatforms.com");

    /// <summary>As the platform shows it: digits, a colon, then the rest.</summary>
    public required SecretText BotToken { get; init; }

    /// <summary>Where calls go. A path in it is not used.</summary>
    public Uri ApiBaseUrl { get; init; } = PlatformUrl;

    /// <summary>How messages come in.</summary>
    public ZaloBotMode Mode { get; init; } = ZaloBotMode.Polling;

    /// <summary>The public address Zalo calls, https unless loopback.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>What Zalo must show with every call: 8 to 256 printable ASCII characters without a space. There is no webhook without it.</summary>
    public SecretText? WebhookSecret { get; init; }

    /// <summary>Names this bot in keys; a second bot needs another name.</summary>
    public string Instance { get; init; } = "zalo-bot";

    /// <summary>Whose mail it receives.</summary>
    public OfficeId Office { get; init; } = OfficeId.Default;

    /// <summary>How long one request for a message waits for it, at most 60 s.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call may take.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one picture may take.</summary>
    public TimeSpan FileTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Reads the section <c>ZaloBot</c> of the settings. Null when there is no token: the channel is off. Without a mode, a webhook address means the webhook.
    /// </summary>
    /// <exception cref="ZaloBotSettingsException">A setting is wrong; the message names it and never tells its value.</exception>
    public static ZaloBotOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("ZaloBot");
        if (Value(section, "BotToken") is not { } token)
            return null;
        var problems = new List<string>();
        var webhook = Address(section, "WebhookUrl", problems);
        var mode = webhook is null ? ZaloBotMode.Polling : ZaloBotMode.Webhook;
        if (Value(section, "Mode") is { } named && !(Enum.TryParse(named, ignoreCase: true, out mode) && Enum.IsDefined(mode)))
            problems.Add("ZaloBot:Mode must be polling or webhook.");
        var options = new ZaloBotOptions
        {
            BotToken = new SecretText(token),
            ApiBaseUrl = Address(section, "ApiBaseUrl", problems) ?? PlatformUrl,
            Mode = mode,
            WebhookUrl = webhook,
            WebhookSecret = Value(section, "WebhookSecret") is { } secret ? new SecretText(secret) : null,
        };
        problems.AddRange(options.Problems());
        return problems.Count == 0 ? options : throw new ZaloBotSettingsException([.. problems.Distinct()]);
    }

    /// <summary>What is wrong, each naming the setting and never its value; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!TokenShape().IsMatch(BotToken.Reveal()))
            problems.Add("ZaloBot:BotToken does not look like a bot token (digits, a colon, then letters, digits, '_' and '-').");
        if (!IsHttp(ApiBaseUrl) || !IsSafe(ApiBaseUrl))
            problems.Add("ZaloBot:ApiBaseUrl must be an https address (http only for a loopback address).");
        if (!InstanceShape().IsMatch(Instance))
            problems.Add("The name of a Zalo channel must be 1 to 32 of a-z, 0-9 and '-'.");
        if (PollTime < TimeSpan.Zero || PollTime > TimeSpan.FromSeconds(60))
            problems.Add("Zalo polls wait at most 60 s.");
        if (Mode == ZaloBotMode.Webhook)
            CheckWebhook(problems);
        else if (WebhookUrl is not null)
            problems.Add("ZaloBot:Mode is polling and ZaloBot:WebhookUrl is set: the platform serves one of the two. Remove one of the settings.");
        return problems;
    }

    /// <summary>The address given to Zalo: <see cref="WebhookUrl"/>, with our own path where it names none.</summary>
    internal Uri? PublicWebhookUrl =>
        WebhookUrl is { AbsolutePath: "/", Query: "" } bare ? new Uri(bare, WebhookPath) : WebhookUrl;

    private void CheckWebhook(List<string> problems)
    {
        if (WebhookUrl is null)
            problems.Add("ZaloBot:WebhookUrl is missing: webhook mode needs the public address.");
        else if (!IsHttp(WebhookUrl) || !IsSafe(WebhookUrl))
            problems.Add("ZaloBot:WebhookUrl must be an https address (http only for a loopback address).");
        if (WebhookSecret is null)
            problems.Add("ZaloBot:WebhookSecret is missing: without it anyone could send messages, so webhook mode does not start.");
        else if (!SecretShape().IsMatch(WebhookSecret.Reveal()))
            problems.Add("ZaloBot:WebhookSecret must be 8 to 256 printable ASCII characters without a space.");
    }

    private static string? Value(IConfigurationSection section, string name) => section[name]?.Trim() is { Length: > 0 } text ? text : null;

    private static Uri? Address(IConfigurationSection section, string name, List<string> problems)
    {
        if (Value(section, name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsHttp(uri))
            return uri;
        problems.Add($"ZaloBot:{name} must be an https address (http only for a loopback address).");
        return null;
    }

    private static bool IsHttp(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0;

    private static bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback;

    // Nothing that would mean something else in the path of an address.
    [GeneratedRegex(@"\A[0-9]{1,32}:[A-Za-z0-9._~-]{1,300}\z")]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"\A[!-~]{8,256}\z")]
    private static partial Regex SecretShape();

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z")]
    private static partial Regex InstanceShape();
}

/// <summary>Settings that cannot be used. The message is for the operator and holds no value of a secret.</summary>
public sealed class ZaloBotSettingsException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>Each problem, naming its setting.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
