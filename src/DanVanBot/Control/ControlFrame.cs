using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DanVanBot.Control;

/// <summary>
/// One line of JSON on the control socket. The client opens with <see cref="Hello"/> and is welcomed or refused; then the service runs the command, and
/// everything the command says or asks for comes as frames; <see cref="Exit"/> ends it. Requests carry an <see cref="Id"/> that their answer repeats;
/// several may be open at once.
/// </summary>
internal sealed record ControlFrame
{
    // client -> service
    public const string Hello = "hello";
    public const string Reply = "reply";
    public const string Failed = "failed";

    // service -> client
    public const string Welcome = "welcome";
    public const string Out = "out";
    public const string Error = "err";
    public const string Progress = "progress";
    public const string AskLine = "ask-line";
    public const string ReadFile = "read-file";
    public const string ListFiles = "list";
    public const string WriteFile = "write-file";
    public const string Exit = "exit";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Kind { get; init; }

    public int? Id { get; init; }

    /// <summary>A line, a prompt, or a reason.</summary>
    public string? Text { get; init; }

    public string? Path { get; init; }

    public byte[]? Content { get; init; }

    public IReadOnlyList<string>? Files { get; init; }

    public int? Code { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The client's working directory.</summary>
    public string? Directory { get; init; }

    public bool? IsTerminal { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="InvalidDataException">The line is no frame.</exception>
    public static ControlFrame Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ControlFrame>(line, Json) ?? throw new InvalidDataException("null is no frame.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The other side of the control socket does not speak its language.", e);
        }
    }
}
