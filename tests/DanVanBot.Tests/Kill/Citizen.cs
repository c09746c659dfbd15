using System.Globalization;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Tests.Kill;

/// <summary>
/// A citizen on the fake Telegram who sends one petition, answering each question once, whatever is repeated.
/// </summary>
internal sealed class Citizen(FakeTelegram telegram, long id)
{
    private static readonly (string Sign, string? Press, Func<long, string>? Say)[] Script =
    [
        ("Bà con đồng ý không", "Đồng ý", null),
        ("Phản ánh về việc gì", "", null),
        ("Xin kể rõ việc gì", null, Content),
        ("Việc ở đâu", null, static _ => "tổ dân phố 5, gần chợ"),
        ("Có ảnh thì gửi", "Bỏ qua", null),
        ("Cán bộ gọi lại số nào", "Bỏ qua", null),
        ("Xin xem lại trước khi gửi", "Gửi phản ánh", null),
    ];

    private readonly FakeUser _user = telegram.User(id, "Citizen " + id.ToString(CultureInfo.InvariantCulture));
    private readonly HashSet<string> _answered = [];
    private int _seen;

    public long Id => id;

    public bool IsDone { get; private set; }

    /// <summary>What the petition says: tells whose it is.</summary>
    public static string Content(long id) => string.Create(CultureInfo.InvariantCulture, $"cống trước nhà bị nghẹt từ tuần trước, người gửi số {id}");

    public Task BeginAsync() => _user.SendAsync("/phananh");

    /// <summary>Answers what has come since the last look.</summary>
    public async Task LookAsync()
    {
        var messages = telegram.MessagesTo(id);
        for (; _seen < messages.Count; _seen++)
        {
            var message = messages[_seen];
            if (message.Text.Contains("mã tra cứu", StringComparison.Ordinal) && message.Text.Contains("Đã tiếp nhận", StringComparison.Ordinal))
                IsDone = true;
            foreach (var (sign, press, say) in Script)
            {
                if (!message.Text.Contains(sign, StringComparison.Ordinal) || !_answered.Add(sign))
                    continue;
                if (say is not null)
                    await _user.SendAsync(say(id));
                else if (message.Buttons.Count > 0)
                    await _user.PressAsync(message, press!.Length == 0 ? message.Buttons[0].Text : press);
                break;
            }
        }
    }
}
