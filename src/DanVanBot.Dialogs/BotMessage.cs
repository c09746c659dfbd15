using System.Text.Json.Serialization;

namespace DanVanBot.Dialogs;

/// <summary>What a message asks the person's device for, beside words.</summary>
public enum AskFor
{
    None,
    Location,
    Contact,
}

/// <summary>How a stretch of text is meant; a channel renders it as it can, never by marks inside the text.</summary>
public enum SpanKind
{
    Quote,
    Strong,
    Code,
}

/// <summary>A stretch of <see cref="BotMessage.Text"/>, in UTF-16 units.</summary>
public sealed record TextSpan(int Offset, int Length, SpanKind Kind);

/// <summary>A message for any channel. It round-trips through System.Text.Json, because the outbox stores it.</summary>
/// <param name="Text">Plain text; paragraphs are separated by an empty line.</param>
/// <param name="Spans">Ordered by offset; spans may nest but never cross.</param>
/// <param name="Buttons">In the order of their numbers (1, 2, 3…) for channels without buttons.</param>
/// <param name="AskFor">A location or contact request where the channel has one.</param>
/// <param name="Attachments">Ids of stored attachments to show with the text.</param>
public sealed record BotMessage(
    string Text,
    IReadOnlyList<TextSpan> Spans,
    IReadOnlyList<Button> Buttons,
    AskFor AskFor,
    IReadOnlyList<string> Attachments)
{
    /// <summary>A message of words only.</summary>
    public static BotMessage Plain(string text) => new(text, [], [], AskFor.None, []);

    /// <summary>This message with another's text put before it as a paragraph of its own; the other's buttons are dropped.</summary>
    public BotMessage After(BotMessage? first)
    {
        if (first is null || first.Text.Length == 0)
            return this;
        if (Text.Length == 0)
            return this with { Text = first.Text, Spans = first.Spans };
        const string Gap = "\n\n";
        int shift = first.Text.Length + Gap.Length;
        return this with
        {
            Text = first.Text + Gap + Text,
            Spans = [.. first.Spans, .. Spans.Select(s => s with { Offset = s.Offset + shift })],
        };
    }
}

/// <summary>A button: what is read on it and what pressing it means.</summary>
public sealed record Button(string Label, ButtonAction Action);

/// <summary>What a press means. <see cref="Answer"/> belongs to one question and is dead afterwards; the others live for ever.</summary>
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(Open), "open")]
public abstract record ButtonAction
{
    private ButtonAction()
    {
    }

    /// <summary>An answer to the question numbered <paramref name="Nonce"/>; it can act on no other.</summary>
    public sealed record Answer(int Nonce, string Value) : ButtonAction;

    /// <summary>Starts a dialog, whatever is open.</summary>
    public sealed record Start(string Dialog, string? Argument = null) : ButtonAction;

    /// <summary>Opens a web page or dials a number (tel:).</summary>
    public sealed record Open(string Url) : ButtonAction;
}
