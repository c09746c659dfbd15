using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Tests.WebChat.Browser;

/// <summary>Answers of every kind the page can show. Made up for these tests; no text of a real document.</summary>
internal static class SampleBot
{
    public const string Greeting = "Dạ, chào bà con. Tôi là trợ lý của Khối Dân vận phường.";

    public static IEnumerable<BotMessage> Answer(Inbound what) => what switch
    {
        Inbound.Said { Text: "/start" } => [Greet()],
        Inbound.Said { Text: "/phananh" } => [Ask(1)],
        Inbound.Pressed { Data: "s:petition" } => [Ask(1)],
        Inbound.Pressed { Data: "a:1:road" } => [AskPlace(2)],
        Inbound.Pressed p => [BotMessage.Plain("Đã bấm " + p.Data)],
        Inbound.Placed => [Receipt()],
        Inbound.Sent s => [BotMessage.Plain($"Đã nhận {s.Name}" + (s.Caption is null ? "." : $" kèm lời: {s.Caption}"))],
        Inbound.Said { Text: var t } when t.Contains("dân vận khéo", StringComparison.OrdinalIgnoreCase) => [Quotation()],
        Inbound.Said { Text: var t } => [BotMessage.Plain("Dạ: " + t)],
        _ => [],
    };

    private static BotMessage Greet() => new(
        Greeting + " Tôi trả lời về các văn bản chỉ đạo đang có, nhận phản ánh và báo lại kết quả.\n\nBà con cần việc gì ạ?",
        [],
        [
            new("Hỏi văn bản", new ButtonAction.Start("ask")), new("Gửi phản ánh", new ButtonAction.Start("petition")),
            new("Tra cứu mã", new ButtonAction.Start("lookup")), new("Gọi cán bộ", new ButtonAction.Open("tel:0255000000")),
        ],
        AskFor.None,
        []);

    private static BotMessage Ask(int nonce) => new(
        "Phản ánh này về việc gì ạ?",
        [],
        [
            new("Đường sá", new ButtonAction.Answer(nonce, "road")), new("Vệ sinh môi trường", new ButtonAction.Answer(nonce, "waste")),
            new("An ninh trật tự", new ButtonAction.Answer(nonce, "order")), new("Việc khác", new ButtonAction.Answer(nonce, "other")),
        ],
        AskFor.None,
        []);

    private static BotMessage AskPlace(int nonce) => new(
        "Chỗ đó ở đâu ạ? Bà con gửi vị trí, hoặc gõ tên thôn, tổ dân phố.",
        [],
        [new("Bỏ qua", new ButtonAction.Answer(nonce, "skip")), new("Quay lại", new ButtonAction.Answer(nonce, "back"))],
        AskFor.Location,
        []);

    private static BotMessage Receipt() => Marked(
        "Đã tiếp nhận phản ánh, mã tra cứu [c]XX-26-7K3F9Q[/c]. Cán bộ sẽ xem trong [s]1 ngày làm việc[/s].\n\nBà con xem lại hoặc xóa bằng /dulieu lúc nào cũng được.");

    private static BotMessage Quotation() => Marked(
        "Dạ, mỗi chi bộ đăng ký ít nhất một mô hình trong năm:\n\n[q]Mỗi chi bộ chọn một việc bà con đang cần, [s]đăng ký trước ngày 15 tháng 3[/s], làm đến nơi đến chốn và báo lại "
        + "kết quả cuối năm.[/q]\n\nNguồn: mục 2.1, Công văn mẫu số 00-CV/XX.");

    // A little notation for the tests only; the product's messages carry spans.
    private static BotMessage Marked(string marked)
    {
        var text = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        var open = new Stack<(char Kind, int At)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] == '[' && marked[i + 1] == '/')
            {
                var (kind, at) = open.Pop();
                spans.Add(new TextSpan(at, text.Length - at, kind switch { 'q' => SpanKind.Quote, 'c' => SpanKind.Code, _ => SpanKind.Strong }));
                i += 3;
            }
            else if (marked[i] == '[')
            {
                open.Push((marked[i + 1], text.Length));
                i += 2;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return new BotMessage(text.ToString(), [.. spans.OrderBy(s => s.Offset).ThenByDescending(s => s.Length)], [], AskFor.None, []);
    }
}
