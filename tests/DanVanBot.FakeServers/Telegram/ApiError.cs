namespace DanVanBot.FakeServers.Telegram;

/// <summary>A refusal in the real server's words; thrown inside a method, turned into its JSON at the edge.</summary>
internal sealed class ApiError : Exception
{
    private ApiError(int code, string description, int? retryAfter = null, long? migrateTo = null)
        : base(description) => (Code, RetryAfter, MigrateToChatId) = (code, retryAfter, migrateTo);

    public int Code { get; }

    public int? RetryAfter { get; }

    public long? MigrateToChatId { get; }

    /// <summary>An error whose text goes out exactly as given.</summary>
    public static ApiError Exact(int code, string description) => new(code, description);

    /// <summary>
    /// An error as Telegram's core reports it: the HTTP class is put in front and the first letter lowered,
    /// unless the second is a capital or an underscore (so codes such as BUTTON_DATA_INVALID stay).
    /// </summary>
    public static ApiError Core(int code, string message) => new(code, Describe(code, message));

    public static ApiError BadRequest(string message) => Core(400, message);

    public static ApiError Forbidden(string message) => Core(403, message);

    public static ApiError TooMany(int retryAfter) =>
        new(429, $"Too Many Requests: retry after {retryAfter}", retryAfter);

    public static ApiError Migrated(long newChatId) =>
        new(400, "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: newChatId);

    internal static string Describe(int code, string message)
    {
        var prefix = code switch
        {
            401 => "Unauthorized",
            403 => "Forbidden",
            500 => "Internal Server Error",
            _ => "Bad Request",
        };
        if (message.StartsWith(prefix, StringComparison.Ordinal))
        {
            return message;
        }

        var keep = message.Length >= 2 && (message[1] == '_' || char.IsAsciiLetterUpper(message[1]));
        var rest = keep || message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..];
        return rest.Length == 0 ? prefix : $"{prefix}: {rest}";
    }
}
