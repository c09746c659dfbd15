using DanVanBot.Directives.Answering;
using DanVanBot.Directives.Text;

namespace DanVanBot.Benchmarks;

/// <summary>A mixed list of questions about generated documents: what people ask, how they misspell it, and what is no question at all.</summary>
internal static class QuestionWriter
{
    public const int Count = 40;

    public static Question[] Write(IReadOnlyList<WrittenDocument> documents)
    {
        List<Question> questions = [];
        for (var i = 0; i < 4; i++)
        {
            // Documents from all over the corpus, the same ones each time.
            var d = documents[(i * documents.Count / 4) + (documents.Count / 9)];
            var e = documents[^((i * documents.Count / 7) + 1)];
            questions.Add(new($"Bao giờ phải báo cáo về {d.Topic}?"));
            questions.Add(new($"Ai ký công văn số {d.Number}?"));
            questions.Add(new($"Xã {e.Place} phải làm gì về {e.Topic} năm {e.Year}?"));
            questions.Add(new(VietnameseText.Fold($"chi bộ thôn {d.Place} được giao việc gì trong {d.Topic}")));
            questions.Add(new($"Bao nhiêu hộ gia đình ở thôn {e.Place} ký cam kết?"));
            questions.Add(new($"Đạt bao nhiêu phần trăm số hộ trong {e.Topic}?"));
            questions.Add(new($"Công văn {e.Number} gửi cho ai?"));
            questions.Add(new("Còn năm " + d.Year + " thì sao?", [$"Hội Nông dân xã {d.Place} làm gì để {d.Topic}?"]));
        }

        var last = documents[^1];
        questions.Add(new($"Văn bản nào nói về {last.Topic} ở xã {last.Place}?"));
        questions.Add(new("Báo cáo định kỳ hằng quý gửi về đâu, qua cơ quan nào và trước ngày nào hằng năm?"));
        questions.Add(new("đường trước nhà tôi hư ba tháng chưa ai sửa"));
        questions.Add(new("Giá vàng hôm nay bao nhiêu?"));
        questions.Add(new("xin chào"));
        questions.Add(new("van dong ho gia dinh dong gop ngay cong truoc ngay nao"));
        questions.Add(new("Cho tôi số điện thoại của bí thư"));
        questions.Add(new("vận đọng hội viên nôn dân ký cam kêt giữ sạch ngõ xom"));
        return questions.Count == Count ? [.. questions] : throw new InvalidOperationException($"The list holds {questions.Count} questions, not {Count}.");
    }
}
