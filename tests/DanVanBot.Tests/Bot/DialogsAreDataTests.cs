namespace DanVanBot.Tests.Bot;

/// <summary>On a copy of the dialogs a question, a field and a whole dialog are added without a line of C#.</summary>
public sealed class DialogsAreDataTests
{
    [Fact]
    public async Task Dialogs_ChangedAsData_AskMoreAndStartNewOnesThatEndInAnExistingEffect()
    {
        var copy = Directory.CreateTempSubdirectory("danvan-dialogs-").FullName;
        Copy(Path.Combine(Repository.Root, "dialogs"), copy);

        // A question more in phản ánh.
        var file = Path.Combine(copy, "phan-anh", "dialog.yaml");
        var yaml = await File.ReadAllTextAsync(file);
        yaml = yaml.Replace("  - ask: photos\n", "  - ask: since\n    type: text\n    label: Từ bao giờ\n    text: Việc này có từ bao giờ ạ?\n  - ask: photos\n", StringComparison.Ordinal)
            .Replace("  - review: [field, content, place, photos, contact]", "  - review: [field, content, place, since, photos, contact]", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, yaml);

        // A whole new dialog that ends in an existing effect.
        Directory.CreateDirectory(Path.Combine(copy, "cay-xanh"));
        await File.WriteAllTextAsync(Path.Combine(copy, "cay-xanh", "dialog.yaml"), """
            id: cay-xanh
            title: Báo cây ngã
            commands: [/cayxanh]
            phrases: [báo cây ngã]
            steps:
              - ask: consent
                type: yes-no
                when: consent-needed
                otherwise: content
                text: Tôi lưu lại để cán bộ xử lý, bà con đồng ý không?
                next: {yes: keep, no: stop}
              - id: keep
                do: give-consent
                next: content
              - ask: content
                type: text
                min: 5
                text: Cây ở đâu, ngã từ lúc nào?
              - id: send
                do: submit-petition
                next: {ok: done, "*": stop}
              - id: done
                say: Đã ghi, mã {{result.code}}.
                next: end
              - id: stop
                say: Tôi chưa ghi gì.
            """);

        await using (var rig = await BotRig.StartAsync(settings: new() { ["Dialogs:Path"] = copy }))
        {
            await rig.SayAsync("an", "/phananh");
            await rig.PressAsync("an", "Đồng ý");
            await rig.SayAsync("an", "1");
            await rig.SayAsync("an", "cống nghẹt trước nhà từ tuần trước");
            (await rig.SayAsync("an", "tổ 5"))[^1].Text.Should().Contain("Việc này có từ bao giờ");
            await rig.SayAsync("an", "từ hôm qua");
            await rig.SayAsync("an", "bỏ qua");
            (await rig.SayAsync("an", "bỏ qua"))[^1].Text.Should().Contain("Từ bao giờ: từ hôm qua");
            (await rig.PressAsync("an", "Gửi phản ánh"))[0].Text.Should().Contain("mã tra cứu");

            await rig.SayAsync("binh", "báo cây ngã");
            await rig.SayAsync("binh", "có");
            (await rig.SayAsync("binh", "cây bàng trước cổng trường, ngã đêm qua"))[0].Text.Should().MatchRegex("Đã ghi, mã [A-Z]{2}-[0-9]{2}-");
        }

        Directory.Delete(copy, true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
