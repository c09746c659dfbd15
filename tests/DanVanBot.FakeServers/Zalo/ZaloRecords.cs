using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Zalo;

/// <summary>How the fake is set up.</summary>
public sealed record FakeZaloBotOptions
{
    /// <summary>On loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    public string Token { get; init; } = "1459232241454765289:fakeZaloToken_0123456789-abcdefghij";

    public string AccountName { get; init; } = "bot.FakeDanVan";

    /// <summary>The clock long polls follow.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Messages a month, both directions counted, as one developer reports of the Basic plan. The fake knows one month.</summary>
    public int MonthlyQuota { get; init; } = 3000;
}

/// <summary>A message the bot sent.</summary>
public sealed record ZaloSent(long Seq, string ChatId, string Text, string MessageId);

/// <summary>A call of the bot. Status is 0 while it has no answer, and -1 when it will get none.</summary>
public sealed record ZaloCall(long Seq, string Method, JsonObject Body)
{
    public int Status { get; internal set; }

    /// <summary>What it asked for was done.</summary>
    public bool Accepted { get; internal set; }
}

/// <summary>One try to bring an event to the webhook; status 0: no answer.</summary>
public sealed record ZaloPush(string Event, string? MessageId, int Status);

/// <summary>What goes wrong with a call.</summary>
public enum ZaloFaultKind
{
    /// <summary>Connection reset, nothing done.</summary>
    DropBefore,

    /// <summary>Everything done, then connection reset: the answer is lost.</summary>
    DropAfter,

    /// <summary>Everything done, then silence until the client gives up.</summary>
    HangAfter,

    /// <summary>Nothing done; <see cref="ZaloFault.Status"/> (500) in the platform's envelope.</summary>
    Error,

    /// <summary>Nothing done; <see cref="ZaloFault.Status"/> (502) as an nginx page.</summary>
    Page,

    /// <summary>Everything done, yet a page is the answer.</summary>
    PageAfter,

    /// <summary>Nothing done; 200 with <see cref="ZaloFault.Description"/> as the whole body.</summary>
    Raw,

    /// <summary>Everything done; half of the right JSON is the answer.</summary>
    Malformed,
}

/// <summary>How an error's code stands in its envelope.</summary>
public enum ZaloCodeStyle
{
    /// <summary>"error_code":401</summary>
    Number,

    /// <summary>"error_code":"401"</summary>
    Text,

    /// <summary>"errorCode":401</summary>
    Camel,

    /// <summary>Only in the HTTP status.</summary>
    None,
}

/// <summary>A scripted fault: strikes the next <see cref="Times"/> calls of the method.</summary>
public sealed record ZaloFault
{
    public required ZaloFaultKind Kind { get; init; }

    /// <summary>Null fits all.</summary>
    public string? Method { get; init; }

    public int Times { get; init; } = 1;

    public int? Status { get; init; }

    /// <summary>The HTTP status, where it is not that of the envelope.</summary>
    public int? HttpStatus { get; init; }

    public string? Description { get; init; }

    public ZaloCodeStyle Code { get; init; } = ZaloCodeStyle.Number;

    /// <summary>Seconds in a Retry-After header.</summary>
    public int? RetryAfter { get; init; }
}
