using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.WebChat;

namespace DanVanBot.Tests.WebChat;

public sealed class FileTests
{
    /// <summary>The frame of a JPEG: start, JFIF, one table, a scan, end.</summary>
    internal static readonly byte[] Jpeg = JpegWith("pixels");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_Photo_IsKeptHandedOnAndShownToItsOwner()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        using var answer = await visitor.SendFileAsync("f", Jpeg, "C:\\Ảnh\\đường hư.png", "chỗ này");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        await rig.Bot.HandledAsync(1);
        var sent = rig.Bot.Handled[0].Should().BeOfType<Inbound.Sent>().Subject;
        sent.Kind.Should().Be(AttachmentKind.Photo);
        sent.Name.Should().Be("đường hư.jpg");
        sent.Caption.Should().Be("chỗ này");
        sent.Size.Should().Be(Jpeg.Length);
        (await rig.Channel.FetchAsync(sent.FileRef, Ct)).Should().BeOfType<FetchOutcome.Fetched>().Which.Content.ToArray().Should().Equal(Jpeg);
        (await rig.Channel.FetchAsync("nothing", Ct)).Should().BeOfType<FetchOutcome.Gone>();

        var entry = (await visitor.LogAsync())[0];
        entry.GetProperty("files")[0].GetProperty("type").GetString().Should().Be("image/jpeg");
        entry.GetRawText().Should().NotContain(sent.FileRef, "names in the store stay on the server");
        using var shown = await visitor.GetAsync("/chat/file/1/0");
        (await shown.Content.ReadAsByteArrayAsync(Ct)).Should().Equal(Jpeg);
        shown.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
        shown.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        shown.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox");
    }

    [Fact]
    public async Task File_SameIdAgain_CountsOnce()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        (await visitor.SendFileAsync("f", Jpeg)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await visitor.SendFileAsync("f", Jpeg)).StatusCode.Should().Be(HttpStatusCode.OK);
        await visitor.SayAsync("end", "hết");
        await rig.Bot.HandledAsync(2);

        rig.Bot.Handled.OfType<Inbound.Sent>().Should().ContainSingle();
        (await visitor.LogAsync()).Count(e => e.GetProperty("by").GetString() == "me").Should().Be(2);
    }

    [Fact]
    public async Task File_OfAnotherVisitor_IsNotShown()
    {
        await using var rig = await ChatRig.StartAsync();
        using var owner = await rig.VisitorAsync();
        using var other = await rig.VisitorAsync();
        using var nobody = rig.Client();
        (await owner.SendFileAsync("f", Jpeg)).StatusCode.Should().Be(HttpStatusCode.OK);
        await other.SayAsync("a", "của tôi");

        using var foreign = await other.GetAsync("/chat/file/1/0");
        using var stranger = await nobody.GetAsync("/chat/file/1/0");

        foreign.StatusCode.Should().Be(HttpStatusCode.NotFound);
        stranger.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var path in new[] { "/chat/file/1/1", "/chat/file/2/0", "/chat/file/-1/0", "/chat/file/x/0", "/chat/file/1/9999999999", "/chat/file/99999999999999999999/0" })
        {
            using var answer = await owner.GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task File_FromTheBot_IsShownToo()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        await visitor.SayAsync("a", "gửi tệp");
        await visitor.LogOfAsync(2);
        var address = rig.Bot.Handled[0].By!.UserAddress;
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 bản tổng hợp");

        await rig.Channel.SendAsync(
            new OutboundMessage("o", address, BotMessage.Plain("Bản tổng hợp"), null, [new OutboundFile("bao-cao.pdf", "text/html", pdf)]), Ct);

        using var shown = await visitor.GetAsync("/chat/file/3/0");
        (await shown.Content.ReadAsByteArrayAsync(Ct)).Should().Equal(pdf);
        shown.Content.Headers.ContentType!.MediaType.Should().Be("application/pdf", "what it is decides, not what somebody says");
        shown.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
    }

    [Fact]
    public async Task File_PlainText_IsTakenAsADocumentAndOnlyEverDownloaded()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        var text = Encoding.UTF8.GetBytes("CÔNG VĂN\r\n<script>alert(1)</script>\n");

        (await visitor.SendFileAsync("f", text, "công văn.TXT")).StatusCode.Should().Be(HttpStatusCode.OK, "officers are told to send documents as .txt");

        await rig.Bot.HandledAsync(1);
        var sent = rig.Bot.Handled[0].Should().BeOfType<Inbound.Sent>().Subject;
        sent.Kind.Should().Be(AttachmentKind.Document);
        sent.Name.Should().Be("công văn.txt");
        using var shown = await visitor.GetAsync("/chat/file/1/0");
        shown.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        shown.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        (await shown.Content.ReadAsByteArrayAsync(Ct)).Should().Equal(text);
    }

    [Theory]
    [InlineData("not UTF-8: \u00e9", "a.txt")]
    [InlineData("bell \u0007", "a.txt")]
    [InlineData("text", "a.html")]
    [InlineData("<script>alert(1)</script>", "anh.jpg")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.svg")]
    [InlineData("MZ\u0090", "tệp.pdf")]
    [InlineData("PK\u0003\u0004 something zipped", "báo cáo.docx")]
    [InlineData("", "rỗng.png")]
    public async Task File_NotWhatItSays_415AndNothingIsKept(string content, string name)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();

        using var answer = await visitor.SendFileAsync("f", Encoding.Latin1.GetBytes(content), name);

        answer.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("error").GetString().Should().Be("file-kind");
        (await visitor.LogAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task File_TooLarge_413()
    {
        await using var rig = await ChatRig.StartAsync(o => o.MaxFileBytes = 10_000);
        using var visitor = await rig.VisitorAsync();

        using var answer = await visitor.SendFileAsync("f", [.. Jpeg, .. new byte[10_000]]);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await visitor.LogAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task File_MoreThanADiskShouldTake_429()
    {
        await using var rig = await ChatRig.StartAsync(o => o.UploadMegabytesPerVisitorHour = 1);
        using var visitor = await rig.VisitorAsync();
        byte[] large = [.. Jpeg[..^2], .. new byte[600_000], 0xFF, 0xD9];
        (await visitor.SendFileAsync("a", large)).StatusCode.Should().Be(HttpStatusCode.OK);

        using var answer = await visitor.SendFileAsync("b", large);

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        (await visitor.SendFileAsync("c", Jpeg)).StatusCode.Should().Be(HttpStatusCode.OK, "a small one still fits");
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=abc")]
    public async Task File_BrokenForm_400(string type)
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        using var body = new ByteArrayContent("--abc\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\nf"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await visitor.PostAsync("/chat/file", body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task File_StoreDown_503AndLaterTaken()
    {
        await using var rig = await ChatRig.StartAsync();
        using var visitor = await rig.VisitorAsync();
        rig.Store.IsDown = true;
        (await visitor.SendFileAsync("f", Jpeg)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        rig.Store.IsDown = false;

        (await visitor.SendFileAsync("f", Jpeg)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await visitor.LogAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("52494646AAAAAAAA5745425056503820", "image/webp")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("00000018667479706865696300000000", "image/heic")]
    [InlineData("0000001866747970717420200000", "video/quicktime")]
    [InlineData("000000186674797069736F6D0000", "video/mp4")]
    [InlineData("00000018667479704D3441200000", "audio/mp4")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("4F67675300", "audio/ogg")]
    [InlineData("49443304", "audio/mpeg")]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("00000018667479707A7A7A7A0000", null)]
    [InlineData("", null)]
    public void FileKind_FirstBytes_TellWhatItIs(string hex, string? type) => FileKind.Of(Convert.FromHexString(hex))?.ContentType.Should().Be(type);

    [Fact]
    public void Strip_PhotoOfATelephone_LosesPlaceAndMakerKeepsPixelsAndWhichWayIsUp()
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x0F, 0x01, 2, 0, 8, 0, 0, 0, 38, 0, 0, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0,
            0, 0, 0, 0, .. "NhaToi14"u8,
        ];
        byte[] photo =
        [
            0xFF, 0xD8, .. Segment(0xE1, exif), .. Segment(0xE0, "JFIF\0"u8), .. Segment(0xE2, "ICC_PROFILE"u8), .. Segment(0xFE, "NhaToi14"u8),
            .. Segment(0xED, "NhaToi14"u8), .. Segment(0xDB, "table"u8), .. Segment(0xDA, "scan"u8), 1, 2, 0xFF, 0x00, 0xFF, 0xD0, 3, .. Segment(0xC4, "more"u8),
            .. Segment(0xDA, "scan2"u8), 4, 5, 0xFF, 0xD9, .. "NhaToi14 a film behind the picture"u8,
        ];

        var stripped = PhotoMetadata.Strip(photo).ToArray();

        byte[] expected =
        [
            0xFF, 0xD8, .. Segment(0xE0, "JFIF\0"u8), .. Segment(0xE2, "ICC_PROFILE"u8),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]),
            .. Segment(0xDB, "table"u8), .. Segment(0xDA, "scan"u8), 1, 2, 0xFF, 0x00, 0xFF, 0xD0, 3, .. Segment(0xC4, "more"u8),
            .. Segment(0xDA, "scan2"u8), 4, 5, 0xFF, 0xD9,
        ];
        stripped.Should().Equal(expected);
        PhotoMetadata.Strip(stripped).ToArray().Should().Equal(expected, "stripping twice is stripping once");
    }

    [Fact]
    public void Strip_AnyCutOrChangedPhoto_NeverThrows()
    {
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]), .. Jpeg[2..]];
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var broken = photo[..random.Next(photo.Length + 1)];
            for (var k = 0; k < 3 && broken.Length > 0; k++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var act = () => PhotoMetadata.Strip(broken);
            act.Should().NotThrow();
        }
    }

    internal static byte[] JpegWith(string text) =>
    [
        0xFF, 0xD8, .. Segment(0xE0, "JFIF\0"u8), .. Segment(0xDB, "table"u8), .. Segment(0xDA, "scan"u8), .. Encoding.UTF8.GetBytes(text), 0xFF, 0xD9,
    ];

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];
}
