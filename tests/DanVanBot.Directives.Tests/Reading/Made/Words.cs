namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Words of made-up places and errands. Nothing here is from a real document.</summary>
internal static class Words
{
    public static readonly string[] Communes = ["xã Gò Dừa", "phường Bàu Sen", "xã Sơn Mai", "phường Cồn Bần", "xã Vĩnh Lộc Tây", "đặc khu Hòn Sò", "phường Thanh Khê Đông"];
    public static readonly string[] Provinces = ["Lâm Hải", "Đông Giang", "An Phước"];
    public static readonly string[] Names = ["Trần Thị Lựu", "Lê Văn Quýt", "Nguyễn Hoàng Bưởi", "Phạm Mận", "Võ Thị Kim Chanh", "Hồ Văn Ổi", "Đặng Thị Ngọc Sim"];

    public static readonly string[] Verbs =
    [
        "Tổ chức", "Rà soát", "Lập danh sách", "Vận động Nhân dân tham gia", "Kiểm tra việc", "Phối hợp triển khai", "Xây dựng kế hoạch", "Tuyên truyền sâu rộng về", "Duy trì",
        "Bố trí kinh phí cho", "Phân công cán bộ phụ trách", "Thường xuyên cập nhật kết quả", "Đôn đốc", "Hướng dẫn các hộ dân tham gia", "Lồng ghép nội dung", "Mở đợt cao điểm", "Tiếp tục duy trì", "Nhân rộng cách làm",
    ];

    public static readonly string[] Things =
    [
        "phong trào trồng hoa ven kênh", "việc phân loại rác tại hộ gia đình", "tổ tự quản đường thôn", "tủ sách dùng chung ở nhà văn hóa", "lớp dạy bơi cho thiếu nhi", "tuyến đường không rác", "quỹ giúp nhau làm vườn",
        "ngày hội bánh dân gian", "đội văn nghệ quần chúng", "mô hình vườn thuốc nam", "việc sửa cầu ván qua rạch", "bữa cơm đoàn kết cuối tuần", "câu lạc bộ gia đình không tiếng ồn", "đường hoa trước cổng trường",
    ];

    public static readonly string[] Tails =
    [
        "gắn với cuộc vận động làm sạch bến nước", "bảo đảm thiết thực, tiết kiệm", "phù hợp với tình hình của từng địa bàn", "nhất là ở những nơi còn nhiều khó khăn", "kịp thời tháo gỡ vướng mắc phát sinh",
        "không để phát sinh việc hình thức", "lấy ý kiến người dân trước khi làm", "có sổ theo dõi riêng", "trong quý III và quý IV", "theo đúng tiến độ đã đề ra", "tạo sự đồng thuận trong cộng đồng dân cư", "chú trọng vai trò của người cao tuổi, người có uy tín",
        "hạn chế thấp nhất phiền hà cho hộ dân - chủ vườn", "báo cáo viên cơ sở nắm vững nội dung",
    ];

    public static readonly string[] Topics =
    [
        "Công tác tuyên truyền", "Nâng cao chất lượng sinh hoạt cộng đồng", "Giữ gìn vệ sinh chung", "Chăm lo người già neo đơn", "Hoạt động văn hóa, thể thao", "Nhiệm vụ chung", "Công tác phối hợp", "Xây dựng cảnh quan", "Việc trọng tâm",
    ];

    public static readonly string[] Bodies =
    [
        "Ủy ban nhân dân {c}", "Ủy ban Mặt trận Tổ quốc Việt Nam {c}", "Các chi bộ trực thuộc", "Hội Nông dân {c}", "Đoàn Thanh niên {c}", "Công an {c}", "Hội Liên hiệp Phụ nữ {c}", "Phòng Văn hóa - Xã hội", "Ban Xây dựng Đảng", "Văn phòng Đảng ủy",
        "Trung tâm Phục vụ hành chính công {c}", "Trạm Y tế {c}", "Hội Cựu chiến binh {c}", "Các trường học trên địa bàn", "Trưởng thôn, Tổ trưởng tổ dân phố", "Ban Chỉ huy Quân sự {c}",
    ];

    public static readonly string[] Reports =
    [
        "vận động được {n} hộ dân hiến {n2} m2 đất", "tổ chức {n} buổi tuyên truyền với hơn {n2} lượt người tham dự", "trồng mới {n2} cây xanh, sửa {n} căn nhà cho hộ nghèo", "ra mắt {n} mô hình, duy trì {n2} tổ tự quản", "tiếp nhận {n} đơn, đã giải quyết {n2} đơn",
        "có {n} chi bộ với {n2} đảng viên", "tặng {n} suất quà trị giá {n2} triệu đồng", "bê tông hóa {n} km đường liên thôn",
    ];
}
