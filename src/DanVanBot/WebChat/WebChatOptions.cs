using DanVanBot.Core.Storage;

namespace DanVanBot.WebChat;

/// <summary>Limits and habits of the web chat; settings section <c>WebChat</c>.</summary>
public sealed class WebChatOptions
{
    /// <summary>The office visitors talk to.</summary>
    public OfficeId Office { get; set; } = OfficeId.Default;

    /// <summary>Longest text of one message, UTF-16 units.</summary>
    public int MaxTextLength { get; set; } = 12_000;

    /// <summary>Largest file, bytes.</summary>
    public int MaxFileBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>Messages and files of one visitor a minute.</summary>
    public int MessagesPerVisitorMinute { get; set; } = 30;

    /// <summary>Messages and files from one address (IPv6: one /64) a minute; a family or a public building shares one.</summary>
    public int MessagesPerAddressMinute { get; set; } = 120;

    /// <summary>New visitors from one address a minute.</summary>
    public int NewVisitorsPerAddressMinute { get; set; } = 20;

    /// <summary>Messages and files of all visitors together a minute.</summary>
    public int MessagesPerOfficeMinute { get; set; } = 1200;

    /// <summary>Megabytes of files one visitor may send an hour.</summary>
    public int UploadMegabytesPerVisitorHour { get; set; } = 200;

    /// <summary>Megabytes of files that may come from one address an hour.</summary>
    public int UploadMegabytesPerAddressHour { get; set; } = 1000;

    /// <summary>Reads of log, files and session of one visitor a minute.</summary>
    public int ReadsPerVisitorMinute { get; set; } = 240;

    /// <summary>Open streams and waiting polls of one visitor (tabs); a newer one displaces the oldest.</summary>
    public int StreamsPerVisitor { get; set; } = 4;

    /// <summary>Open streams and waiting polls from one address.</summary>
    public int StreamsPerAddress { get; set; } = 200;

    /// <summary>Open streams and waiting polls of all visitors.</summary>
    public int Streams { get; set; } = 2000;

    /// <summary>Files being received at once; each is held in memory until it is sealed.</summary>
    public int UploadsTogether { get; set; } = 4;

    /// <summary>How long entries of a log are kept.</summary>
    public TimeSpan KeepLog { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often an idle stream says that it lives.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a poll waits for something new, at most.</summary>
    public TimeSpan LongestPoll { get; set; } = TimeSpan.FromSeconds(25);
}

/// <summary>What the page says of the office.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Phone">A telephone number for those who want a human; null where there is none.</param>
public sealed record OfficeLook(string Name, string? Phone = null);

/// <summary>What the web chat asks of the program around it.</summary>
public sealed class WebChatHooks
{
    /// <summary>The office as it is now; asked for each new page.</summary>
    public required Func<OfficeLook> Office { get; init; }

    /// <summary>Whether sample mode is on. Only then, and only on loopback, are roles offered for trial.</summary>
    public Func<bool> IsSample { get; init; } = static () => false;

    /// <summary>Roles offered for trial beside the citizen's, in order; the page has their labels (<c>roles</c> in texts.vi.json).</summary>
    public IReadOnlyList<string> TrialRoles { get; init; } = ["secretary", "officer"];

    /// <summary>
    /// Gives the visitor behind the address a role of the sample office and makes the bot greet that role (the page does not send <c>/start</c> then).
    /// It may be called again for the same visitor. False: the role cannot be tried.
    /// </summary>
    public Func<string, string, CancellationToken, Task<bool>> StartTrial { get; init; } = static (_, _, _) => Task.FromResult(false);
}
