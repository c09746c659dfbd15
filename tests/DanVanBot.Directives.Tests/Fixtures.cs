using DanVanBot.Directives.Reading;
using DanVanBot.Directives.Search;

namespace DanVanBot.Directives.Tests;

/// <summary>Documents of an office that does not exist, written for these tests.</summary>
internal static class Fixtures
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    /// <summary>A Party letter, one paragraph a line.</summary>
    public const string Letter = """
        ĐẢNG BỘ HUYỆN THANH BÌNH
        ĐẢNG ỦY XÃ HOA MAI
        *
        Số 45-CV/ĐU
        về phong trào trồng cây đầu năm 2024
        Hoa Mai, ngày 05 tháng 02 năm 2024

        Kính gửi:
        - Ủy ban nhân dân xã,
        - Mặt trận và các đoàn thể xã,
        - Các chi bộ trực thuộc.

        Thực hiện Kế hoạch số 12-KH/HU ngày 15/01/2024 của Ban Thường vụ Huyện ủy về phủ xanh đồi trọc; Đảng ủy xã yêu cầu các chi bộ, chính quyền, Mặt trận và các đoàn thể xã thực hiện các việc sau:

        1. Việc chung

        - Vận động mỗi hộ trồng ít nhất 03 cây bóng mát trong tháng Hai.

        - Không chặt cây ven kênh khi chưa hỏi ý kiến thôn.

        2. Việc của từng nơi

        2.1. Ủy ban nhân dân xã

        - Chuẩn bị 2.500 cây giống và bàn giao cho các thôn trước ngày 20/02/2024.

        - Giữ vườn ươm sạch sâu bệnh.

        2.2. Các chi bộ trực thuộc

        - Phân công đảng viên kèm từng nhóm hộ, ghi sổ số cây sống sau ba tháng.

        - Nêu gương hộ trồng giỏi trong buổi sinh hoạt chi bộ.

        Yêu cầu các chi bộ, chính quyền, Mặt trận và các đoàn thể xã báo cáo Ban Thường vụ Đảng ủy (qua Văn phòng Đảng ủy) trước ngày 30/6/2024 và định kỳ hằng quý.

        Nơi nhận:
        - Như trên,
        - Ban Thường vụ Huyện ủy,
        - Lưu Văn phòng.

        T/M ĐẢNG ỦY
        PHÓ BÍ THƯ

        Trần Thị Lựu
        """;

    /// <summary>A report as it falls out of a PDF: every line wrapped and followed by a blank one, numbers repeated under III.</summary>
    public const string Report = """
         BÁO CÁO 

        Kết quả trồng cây 6 tháng đầu năm, 

        việc cần làm 6 tháng cuối năm 2024 

        Thực hiện Công văn số 45-CV/ĐU ngày 05/02/2024 của Đảng ủy xã Hoa Mai 

        về phong trào trồng cây; UBND xã Hoa Mai báo cáo kết quả 06 tháng đầu năm 

        2024 như sau: 

        A. TÌNH HÌNH CHUNG 

        Xã Hoa Mai rộng 1.250 ha, có 09 thôn (05 thôn ven sông, 04 thôn gò); dân cư 

        sống bằng nghề làm vườn và các tổ chức đoàn thể chính trị 

        - xã hội hoạt động đều tay, được bà con tin cậy qua nhiều vụ mùa liên tiếp. 

        B. KẾT QUẢ 

        I. VIỆC ĐÃ LÀM 

        1. Trồng mới 

        Toàn xã trồng mới 6.200 cây trên tổng số 8.000 cây được giao, đạt tỷ lệ 

        77,5% (6.200/8.000 cây); thôn Gò Sim trồng nhiều nhất với 1.100 cây theo Chỉ thị số 17/CT-

        TTg ngày 10/01/2024 của Thủ tướng Chính phủ về trồng cây gây rừng. 

        2. Chăm sóc 

        Các tổ chăm sóc tưới 48 buổi, thay 320 cây chết. 

        II. ĐÁNH GIÁ 

        1. Hạn chế: 

        - Hai thôn ven sông trồng muộn vì nước lên. 

        - Sổ theo dõi cây còn ghi thiếu. 

        2. Nguyên nhân: 

        - Cây giống về chậm so với lịch gieo. 

        - Ít người có kinh nghiệm ghép cây. 

        III. VIỆC SẮP TỚI 

        1. Trồng dặm nơi cây chết và rào vườn ươm trước mùa mưa bão. 

        2. Mở lớp ghép cây cho thanh niên các thôn. 

        Trên đây là kết quả trồng cây của xã Hoa Mai./. 

        Nơi nhận: 
        - Đảng ủy xã; 

        - Lưu: VT. 

         CHỦ TỊCH 

         

        Lê Văn Quýt 
        """;

    private static readonly Lazy<Corpus> Built = new(() => Corpus.Build([Read("thu-45.txt", Letter), Read("bao-cao.txt", Report)]));

    public static Corpus Corpus => Built.Value;

    public static Directive Read(string name, string text)
    {
        var result = DirectiveReader.Read(name, text);
        result.Detail.Should().BeNull();
        return result.Directive!;
    }
}
