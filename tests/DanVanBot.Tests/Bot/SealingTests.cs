using System.Text;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Tests.Bot;

/// <summary>What somebody sent stands nowhere in the data folder as it was said, whichever way it came.</summary>
public sealed class SealingTests
{
    [Fact]
    public async Task DataFolder_AfterEveryKindOfMessage_HoldsNoSentenceOfAnybody()
    {
        await using var rig = await BotRig.StartAsync();
        string[] sentences =
        [
            "mương sau nhà đen ngòm muỗi nhiều lắm", "tổ dân phố 7 gần bến đò cũ", "0905123987", "câu hỏi riêng về hoa sim tím", "tin sửa lại về con mèo vàng",
            "nội dung tệp bí mật của bà con", "Phường đã nạo vét mương hôm qua", "rig-address-binh-0987",
        ];
        const string Citizen = "rig-address-binh-0987";
        await rig.SayAsync(Citizen, "/phananh");
        await rig.PressAsync(Citizen, "Đồng ý");
        await rig.SayAsync(Citizen, "1");
        await rig.SayAsync(Citizen, sentences[0]);
        await rig.SayAsync(Citizen, sentences[1]);
        await rig.GiveAsync(Citizen, new Inbound.Sent(AttachmentKind.Photo, sentences[5], "anh.jpg", 10, null, null));
        await rig.SayAsync(Citizen, "xong");
        await rig.SayAsync(Citizen, sentences[2]);
        await rig.PressAsync(Citizen, "Gửi phản ánh");
        await rig.SayAsync(Citizen, sentences[3]);
        await rig.GiveAsync(Citizen, new Inbound.Edited(sentences[4]));
        await rig.BecomeAsync("can-bo", "officer");
        await rig.SayAsync("can-bo", "/hangdoi");
        await rig.SayAsync("can-bo", "1");
        await rig.PressAsync("can-bo", "Trả lời");
        await rig.SayAsync("can-bo", sentences[6]);
        await rig.PressAsync("can-bo", rig.Channel.To("can-bo")[^1].Buttons[0].Label);
        rig.Channel.To(Citizen)[^1].Text.Should().Contain(sentences[6]);

        var backup = Path.Combine(rig.Folder, "..", Path.GetFileName(rig.Folder) + ".zip");
        await rig.Site.Store.BackupAsync(backup);
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(rig.Folder, "*", SearchOption.AllDirectories).Append(backup))
        {
            if (Path.GetFileName(file) == "danvan.lock")
                continue; // held by the store, and empty
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            var bytes = memory.ToArray();
            foreach (var sentence in sentences)
            {
                if (Contains(bytes, Encoding.UTF8.GetBytes(sentence)) || Contains(bytes, Encoding.Unicode.GetBytes(sentence)) || Contains(bytes, Encoding.UTF8.GetBytes(Escaped(sentence))))
                    found.Add($"{Path.GetFileName(file)}: {sentence}");
            }
        }

        File.Delete(backup);
        found.Should().BeEmpty();
    }

    private static bool Contains(byte[] hay, byte[] needle) => hay.AsSpan().IndexOf(needle) >= 0;

    private static string Escaped(string text) => System.Text.Json.JsonSerializer.Serialize(text)[1..^1];
}
