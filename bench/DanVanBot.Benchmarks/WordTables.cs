namespace DanVanBot.Benchmarks;

/// <summary>The words the generated documents are made of. Places and people do not exist.</summary>
internal static class WordTables
{
    public static readonly string[] FirstSyllables =
    [
        "Hoa", "Thanh", "Bình", "An", "Tân", "Phú", "Long", "Mỹ", "Đông", "Tây", "Hải", "Sơn", "Gò", "Bàu", "Trà", "Cẩm",
        "Vĩnh", "Xuân", "Thạch", "Kim", "Ngọc", "Hồng", "Lộc", "Quế", "Điền", "Khánh", "Lâm", "Nghĩa", "Ninh", "Suối",
    ];

    public static readonly string[] SecondSyllables =
    [
        "Mai", "Sim", "Lựu", "Thọ", "Hòa", "Điền", "Khê", "Giang", "Lâm", "Phước", "Trạch", "Thuận", "Ngãi", "Vân", "Châu", "Tường",
        "Đào", "Hương", "Liên", "Tre", "Dừa", "Me", "Đá", "Cát", "Lúa", "Sen", "Quýt", "Bưởi", "Mít", "Chanh",
    ];

    public static readonly string[] Surnames = ["Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Huỳnh", "Phan"];

    public static readonly string[] MiddleNames = ["Văn", "Thị", "Hữu", "Đình", "Minh", "Thanh", "Ngọc", "Quang", "Xuân", "Kim", "Đức"];

    public static readonly string[] GivenNames =
        ["Lựu", "Quýt", "Đào", "Mận", "Hạnh", "Phúc", "Tâm", "Thảo", "Dũng", "Hùng", "Lan", "Huệ", "Cúc", "Sơn", "Hải", "Nam", "Bắc", "Trung", "Bình", "Yến", "Nhung", "Khoa", "Vinh"];

    public static readonly string[] Roles = ["PHÓ BÍ THƯ", "BÍ THƯ"];

    public static readonly string[] Topics =
    [
        "trồng cây ven đường", "nạo vét kênh mương", "làm đường bê tông", "thu gom rác thải", "tiêm phòng vật nuôi", "phòng cháy ở chợ",
        "chăm sóc người cao tuổi", "khuyến học mùa tựu trường", "giữ gìn vệ sinh chợ", "phòng chống đuối nước", "thắp sáng đường quê",
        "cải tạo vườn tạp", "hiến đất mở đường", "nuôi heo đất tiết kiệm", "đọc sách ở nhà văn hóa", "giúp hộ nghèo sửa nhà",
        "phòng chống sốt xuất huyết", "hòa giải ở cơ sở", "chuyển đổi giống lúa", "phân loại rác tại nguồn", "phòng chống bão lụt",
        "xây dựng tổ tự quản", "bảo vệ rừng dương", "vận động hiến máu",
    ];

    public static readonly string[] Verbs =
    [
        "Vận động", "Rà soát", "Phân công", "Kiểm tra", "Thống kê", "Tuyên truyền cho", "Hướng dẫn", "Lập danh sách", "Hỗ trợ", "Tổ chức họp với",
        "Mở lớp cho", "Khen thưởng", "Nhắc nhở", "Gặp gỡ", "Tiếp nhận góp ý của",
    ];

    public static readonly string[] Objects =
    [
        "hộ gia đình", "hội viên nông dân", "đoàn viên thanh niên", "hội viên phụ nữ", "cựu chiến binh", "hộ kinh doanh", "tổ tự quản", "hộ cận nghèo",
        "chủ vườn", "ngư dân", "học sinh", "người cao tuổi", "hộ chăn nuôi", "nhóm thợ xây", "đảng viên trẻ",
    ];

    public static readonly string[] Purposes =
    [
        "đóng góp ngày công", "ký cam kết", "thay đổi thói quen cũ", "giữ sạch ngõ xóm", "chia sẻ cách làm hay", "góp vật liệu", "tham gia tập huấn",
        "ghi sổ theo dõi", "nêu ý kiến trước cuộc họp", "chuẩn bị dụng cụ", "nhận giống mới", "bàn giao mặt bằng", "sửa lại hàng rào", "dọn cỏ ven kênh",
    ];

    public static readonly string[] Units = ["Ủy ban nhân dân", "Mặt trận Tổ quốc", "Hội Nông dân", "Hội Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh"];

    public static readonly string[] Labels = ["Đường sá", "Thoát nước", "Rác thải", "Điện chiếu sáng", "Đất đai", "An ninh trật tự", "Việc khác"];
}
