namespace DanVanBot.Dialogs;

/// <summary>One line of a transcript.</summary>
public abstract record TranscriptLine(int Line)
{
    /// <summary>Something a person does: it reaches the bot as mail.</summary>
    public abstract record Sends(int Line) : TranscriptLine(Line);

    /// <summary>Something that happens without a message.</summary>
    public abstract record Sets(int Line) : TranscriptLine(Line);

    /// <summary><c>&gt; text</c>; captured names in braces are filled in.</summary>
    public sealed record Says(int Line, string Text) : Sends(Line);

    /// <summary><c>&gt; [nút: label]</c> presses the newest such button; <paramref name="Old"/> (<c>[nút cũ: …]</c>) the oldest of this chat.</summary>
    public sealed record Presses(int Line, string Label, bool Old) : Sends(Line);

    /// <summary><c>&gt; (vị trí 14.8,108.9)</c></summary>
    public sealed record SharesPlace(int Line, double Latitude, double Longitude) : Sends(Line);

    /// <summary><c>&gt; (số điện thoại 0905000111)</c>; with <c>!</c> at the end somebody else's.</summary>
    public sealed record SharesContact(int Line, string Phone, bool IsOwn) : Sends(Line);

    /// <summary><c>&gt; (ảnh)</c>, <c>(ảnh: caption)</c>, <c>(tệp bao-cao.docx)</c>, <c>(tin thoại)</c>, <c>(video)</c>, <c>(nhãn dán)</c>, <c>(album 3)</c></summary>
    public sealed record SendsFile(int Line, AttachmentKind Kind, string? Name, string? Caption, int Count) : Sends(Line);

    /// <summary><c>&lt; fragment</c> or, exact, <c>&lt;= whole text</c>: in a message after the last thing sent, in order.</summary>
    public sealed record Expects(int Line, string Text, bool Exact) : TranscriptLine(Line);

    /// <summary><c>&lt; [nút: label]</c>; absent: <c>&lt;! [nút: label]</c>.</summary>
    public sealed record ExpectsButton(int Line, string Label, bool Absent) : TranscriptLine(Line);

    /// <summary><c>&lt;! fragment</c>: in no message since the last thing sent.</summary>
    public sealed record ExpectsNot(int Line, string Text) : TranscriptLine(Line);

    /// <summary><c>@ restart</c>: the program is stopped and started on the same data.</summary>
    public sealed record Restarts(int Line) : Sets(Line);

    /// <summary><c>@ as officer</c>, <c>@ as citizen 2</c>: who talks from here on; each name is a chat of its own.</summary>
    public sealed record SpeaksAs(int Line, string Who) : Sets(Line);

    /// <summary><c>@ now 2026-06-12 08:00</c>, the office's local time.</summary>
    public sealed record SetsNow(int Line, DateTime Local) : Sets(Line);

    /// <summary><c>@ after 3 days</c></summary>
    public sealed record Waits(int Line, TimeSpan Span) : Sets(Line);

    /// <summary><c>@ given name …</c>: something the runner prepares; which names there are is the runner's.</summary>
    public sealed record Given(int Line, string What) : Sets(Line);
}
