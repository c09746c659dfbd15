namespace DanVanBot.Directives.Tests.Reading;

/// <summary>Whole documents of offices that do not exist, in the manners of real ones: old spelling, blanks, annexes, notes at the end, two columns.</summary>
internal static class Lifelike
{
    public const string Plan = """
        UỶ BAN NHÂN DÂN
            XÃ DỪA NƯỚC

        Số:        /KH-UBND

        CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        --------------------
        Dừa Nước, ngày 18 tháng 02 năm 2025

        KẾ HOẠCH
        Tổ chức "Tháng ba làm sạch bến nước" và công tác dân vận
        trên địa bàn xã năm 2025

        Thực hiện Kế hoạch số 21/KH-UBND ngày 31/01/2025 của UBND tỉnh Cửu Hà; Công văn số 197/SVHTTDL-QLVH ngày 02/2/2025 của Sở Văn hóa, Thể thao và Du lịch; Kế hoạch số 09-KH/ĐU ngày 10/02/2025 của Đảng uỷ xã về làm sạch bến nước.
        Uỷ ban nhân dân xã Dừa Nước ban hành Kế hoạch tổ chức "Tháng ba làm sạch bến nước", cụ thể như sau:

        I. MỤC ĐÍCH - YÊU CẦU:
        1. Mục đích.
        - Làm cho bà con thấy rõ ích lợi của bến nước sạch;
        - Tạo nếp sống gọn gàng trong từng hộ.
        2. Yêu cầu.
        Việc tổ chức phải thiết thực, không phô trương.

        II. NỘI DUNG, HÌNH THỨC
        1. Nội dung: Vớt bèo, dọn rác, sửa cầu ván ở 12 bến nước của 06 ấp.
        2. Hình thức:
        a. Ra quân đồng loạt sáng thứ Bảy hằng tuần.
        b. Tuyên truyền trên hệ thống loa của xã mỗi ngày 02 lượt, mỗi lượt 15 phút.
        3. Thời gian: Từ ngày 01/3/2025 đến ngày 31/3/2025.

        III. KINH PHÍ
        Từ nguồn ngân sách xã năm 2025 và vận động xã hội hoá: 45.000.000 đồng (Bốn mươi lăm triệu đồng).

        IV. TỔ CHỨC THỰC HIỆN
        1. Công chức Văn hóa - Xã hội
        - Tham mưu UBND xã thành lập Ban Tổ chức; theo dõi, tổng hợp kết quả báo cáo UBND xã trước ngày 05/4/2025.
        2. Đề nghị Uỷ ban Mặt trận Tổ quốc Việt Nam xã và các đoàn thể
        Vận động đoàn viên, hội viên tham gia; mỗi chi hội nhận chăm sóc ít nhất 01 bến nước.
        3. Công an xã, Ban Chỉ huy Quân sự xã: Bảo đảm an ninh trật tự, hướng dẫn ghe xuồng qua lại trong các buổi ra quân.
        4. Trưởng các ấp:
        - Lập danh sách hộ có bến nước, gửi về UBND xã (qua công chức Văn hóa - Xã hội) trước ngày 25/02/2025;
        - Huy động mỗi hộ 01 người tham gia.
        Trên đây là Kế hoạch tổ chức "Tháng ba làm sạch bến nước" năm 2025, UBND xã yêu cầu các ban, ngành, đoàn thể, các ấp nghiêm túc thực hiện. Trong quá trình thực hiện nếu có khó khăn, vướng mắc, phản ánh về UBND xã để xem xét, giải quyết./.

        Nơi nhận:                                        TM. UỶ BAN NHÂN DÂN
        - UBND huyện (b/c);                                   KT. CHỦ TỊCH
        - TT Đảng uỷ, HĐND xã;                               PHÓ CHỦ TỊCH
        - Các ấp;
        - Lưu: VT.                                             (Đã ký)

                                                           Huỳnh Thị Bông Súng
        """;

    public const string Decision = """
        ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        PHƯỜNG BẾN TRE XANH             Độc lập - Tự do - Hạnh phúc

        Số: 412/QĐ-UBND          Bến Tre Xanh, ngày 09 tháng 7 năm 2025

        QUYẾT ĐỊNH
        Về việc ban hành Quy chế hoạt động của Tổ tự quản đường hoa
        trên địa bàn phường

        CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
        Căn cứ Nghị định số 150/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ quy định tổ chức các cơ quan chuyên môn;
        Theo đề nghị của Trưởng phòng Văn hóa - Xã hội phường tại Tờ trình số 33/TTr-VHXH ngày 04/7/2025.

        QUYẾT ĐỊNH:

        Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động của Tổ tự quản đường hoa trên địa bàn phường.
        Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 77/QĐ-UBND ngày 20/3/2023 của Ủy ban nhân dân phường.
        Điều 3. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường, Trưởng phòng Văn hóa - Xã hội, Tổ trưởng các tổ dân phố và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.

        Nơi nhận:
        - Như Điều 3;
        - Thường trực Đảng ủy, HĐND phường;
        - Lưu: VT, VHXH.

        KT. CHỦ TỊCH
        PHÓ CHỦ TỊCH

        Đinh Công Sậy

        QUY CHẾ
        Hoạt động của Tổ tự quản đường hoa
        (Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày 09/7/2025 của Chủ tịch UBND phường)

        Chương I
        QUY ĐỊNH CHUNG

        Điều 1. Phạm vi điều chỉnh
        Quy chế này quy định nguyên tắc, nhiệm vụ và cách làm việc của Tổ tự quản đường hoa (sau đây gọi là Tổ).

        Điều 2. Nguyên tắc hoạt động
        1. Tự nguyện, công khai.
        2. Tổ chịu sự chỉ đạo của chi bộ tổ dân phố.

        Chương II
        NHIỆM VỤ VÀ CÁCH LÀM VIỆC

        Điều 3. Nhiệm vụ của Tổ
        1. Chăm sóc hoa:
        a) Tưới hoa ít nhất hai lần mỗi tuần;
        b) Thay cây chết trong 07 ngày;
        c) Không dùng thuốc độc hại.
        2. Ghi sổ theo dõi.

        Điều 4. Chế độ báo cáo
        1. Tổ trưởng báo cáo Tổ trưởng tổ dân phố vào ngày 25 hằng tháng.
        2. Tổ trưởng tổ dân phố tổng hợp, báo cáo Ủy ban nhân dân phường (qua Phòng Văn hóa - Xã hội) định kỳ hằng quý, trước ngày 20 của tháng cuối quý.
        """;

    public const string Directive = """
                TỈNH ỦY SÔNG TRĂNG                ĐẢNG CỘNG SẢN VIỆT NAM
                        *                     Sông Trăng, ngày 03 tháng 3 năm 2026
                  Số 12-CT/TU

                                      CHỈ THỊ
                              CỦA BAN THƯỜNG VỤ TỈNH ỦY
                về tăng cường lãnh đạo phong trào "Mỗi nhà một vườn thuốc nam"
                                      -----

                Những năm qua, phong trào trồng vườn thuốc nam được các cấp ủy
        đảng quan tâm; toàn tỉnh có 1.250 vườn mẫu ở 312/480 ấp (đạt 65%). Tuy nhiên,
        một số nơi làm chưa đều; việc chia sẻ cây giống còn chậm.

                Để phong trào đi vào nền nếp, Ban Thường vụ Tỉnh ủy yêu cầu các
        cấp ủy, tổ chức đảng, chính quyền, Mặt trận Tổ quốc và các tổ chức chính trị
        - xã hội thực hiện tốt các nhiệm vụ sau:

                1. Cấp ủy, tổ chức đảng các cấp tiếp tục quán triệt Nghị quyết số
        09-NQ/TU, ngày 15/8/2025 của Ban Chấp hành Đảng bộ tỉnh (khóa XII); đưa nội
        dung vườn thuốc vào sinh hoạt chi bộ hằng quý.

                2. Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh xây
        dựng đề án cây giống giai đoạn 2026 - 2030, hoàn thành trong tháng
        6/2026.

                3. Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh chủ trì, phối hợp với các tổ
        chức chính trị - xã hội tỉnh phát động thi đua; hằng năm biểu dương điển hình.
                Các đoàn thể tỉnh đăng ký chỉ tiêu cụ thể cho từng cơ sở.

                4. Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn tuyên truyền, chủ trì
        theo dõi, đôn đốc, kiểm tra việc thực hiện Chỉ thị và định kỳ 6 tháng, hằng năm báo
                                                                                      2
        cáo Ban Thường vụ Tỉnh ủy.

                Các đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch thực hiện Chỉ thị, gửi Ban
        Thường vụ Tỉnh ủy (qua Ban Tuyên giáo và Dân vận Tỉnh ủy) trước ngày 15/4/2026.
                Chỉ thị này phổ biến đến chi bộ./.

        Nơi nhận:                                       T/M BAN THƯỜNG VỤ
        - Bộ Chính trị, Ban Bí thư (để báo cáo),             PHÓ BÍ THƯ
        - Các đảng ủy trực thuộc Tỉnh ủy,
        - Các đồng chí Tỉnh ủy viên,
        - Lưu Văn phòng Tỉnh ủy.
                                                          Mai Hoàng Sen
        """;

    public const string CellReport = """
        ĐẢNG BỘ XÃ CÙ LAO MÂY
        CHI BỘ ẤP BÌNH LỤA
        *
        Số 07-BC/CB

        ĐẢNG CỘNG SẢN VIỆT NAM
        Cù Lao Mây, ngày 28 tháng 11 năm 2025

        BÁO CÁO
        kết quả công tác dân vận năm 2025
        và phương hướng, nhiệm vụ năm 2026

        Phần thứ nhất
        KẾT QUẢ CÔNG TÁC DÂN VẬN NĂM 2025

        I- ĐẶC ĐIỂM TÌNH HÌNH
        Ấp Bình Lụa có 245 hộ, 1.012 nhân khẩu, trong đó 12 hộ nghèo (4,9%), 18 hộ cận nghèo. Chi bộ có 21 đảng viên, sinh hoạt ở 03 tổ đảng.

        II- KẾT QUẢ THỰC HIỆN
        1- Công tác tuyên truyền
        Tổ chức 14 cuộc họp dân với 623 lượt người dự, đạt 103,8% kế hoạch (623/600 lượt); phát 500 tờ rơi.
        2- Vận động Nhân dân
        2.1- Hiến đất, góp công: 32 hộ hiến 1.150 m2 đất, góp 215 ngày công, trị giá 387 triệu đồng; so với năm 2024 tăng 12,5%.
        2.2- An sinh xã hội: tặng 96 phần quà (mỗi phần 500.000 đồng), tổng trị giá 48.000.000 đồng; sửa 02/03 căn nhà, đạt 70%.
        3- Tiếp nhận ý kiến
        Nhận 17 ý kiến, trả lời 15, còn 02 ý kiến đang xem xét.

        III- HẠN CHẾ, NGUYÊN NHÂN
        1- Hạn chế
        Họp dân đôi lúc còn vắng.
        2- Nguyên nhân
        Bà con đi làm ăn xa nhiều.

        Phần thứ hai
        PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026

        1- Duy trì họp dân mỗi quý một lần; phấn đấu 95% hộ tham dự.
        2- Vận động 20 hộ hiến đất làm đoạn đường còn lại.
        3- Phân công đảng viên giúp 05 hộ thoát nghèo.

        Trên đây là báo cáo kết quả công tác dân vận năm 2025 và phương hướng, nhiệm vụ năm 2026 của Chi bộ ấp Bình Lụa.

        Nơi nhận:
        - Đảng ủy xã (báo cáo),
        - Khối vận xã,
        - Lưu Chi bộ.
        T/M CHI BỘ
        BÍ THƯ

        Cao Thị Mướp
        """;

    public const string Guidance = """
        TỈNH ỦY SÔNG TRĂNG
        BAN TUYÊN GIÁO VÀ DÂN VẬN
        *
        Số: 18-HD/BTGDVTU
        ĐẢNG CỘNG SẢN VIỆT NAM
        Sông Trăng, ngày     tháng 5 năm 2026

        HƯỚNG DẪN
        công tác dân vận 6 tháng cuối năm 2026

        Căn cứ Quy định số 11-QĐ/TU, ngày 02/02/2026 của Ban Thường vụ Tỉnh ủy về chức năng, nhiệm vụ của Ban Tuyên giáo và Dân vận Tỉnh ủy,
        Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn một số nội dung như sau:

        A. YÊU CẦU
        Bám sát cơ sở, nói đi đôi với làm.

        B. NỘI DUNG
        I. Đối với cấp ủy cơ sở
        1. Rà soát, bổ sung quy chế dân chủ ở từng loại hình cơ sở.
        2. Mỗi đảng ủy chọn ít nhất 02 mô hình "Dân vận khéo" để nhân rộng1.
        II. Đối với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội
        1. Tập hợp ý kiến của Nhân dân gửi cấp ủy mỗi tháng một lần.
        2. Giám sát việc trả lời kiến nghị.

        C. CHẾ ĐỘ THÔNG TIN, BÁO CÁO
        1. Báo cáo quý gửi trước ngày 20 của tháng cuối quý.
        2. Báo cáo năm gửi về Ban Tuyên giáo và Dân vận Tỉnh ủy trước ngày 20/11/2026.
        3. Báo cáo đột xuất thực hiện ngay khi có vụ việc phức tạp, gửi qua Phòng Dân vận các cơ quan nhà nước và qua thư điện tử danvan@songtrang.example.

        Trong quá trình thực hiện, nếu có vướng mắc đề nghị các đảng ủy phản ánh về Ban Tuyên giáo và Dân vận Tỉnh ủy (qua Phòng Dân vận).

        Nơi nhận:
        - Thường trực Tỉnh ủy (b/c),
        - Các đảng ủy trực thuộc,
        - Lãnh đạo Ban,
        - Lưu VT, DV.

        K/T TRƯỞNG BAN
        PHÓ TRƯỞNG BAN THƯỜNG TRỰC



        ThS. Kiều Văn Lục Bình
        ------
        1 Mô hình được chọn theo tiêu chí tại Hướng dẫn số 05-HD/BTGDVTU ngày 10/01/2026.
        """;
}
