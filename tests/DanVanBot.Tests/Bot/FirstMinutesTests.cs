using System.Diagnostics;
using System.Net.Http.Json;

namespace DanVanBot.Tests.Bot;

/// <summary>What a newcomer meets in the first minutes.</summary>
public sealed class FirstMinutesTests(ITestOutputHelper output)
{
    // The figure is 5 s on a machine of its own; this bound only catches a start that went wrong. The figure is printed.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Program_StartedOnAnEmptyFolder_AnswersAQuestionSoon()
    {
        var data = Directory.CreateTempSubdirectory("danvan-first-").FullName;
        var watch = Stopwatch.StartNew();
        await using (var service = await ServiceProcess.StartAsync(data))
        {
            using var http = new HttpClient { BaseAddress = new Uri(service.Url) };
            http.DefaultRequestHeaders.Add("Origin", service.Url);
            await http.GetStringAsync("/chat/session");
            (await http.PostAsJsonAsync("/chat/say", new { id = "first", text = "Các chi bộ phải làm gì năm 2023?" })).EnsureSuccessStatusCode();
            var log = "";
            var after = 0L;
            while (!log.Contains("Nguồn", StringComparison.Ordinal) && watch.Elapsed < Bound)
            {
                // As the page does: what is already here is not asked for again, or a slow machine is told to slow down.
                foreach (var entry in (await http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/chat/log?after={after}&wait=5")).GetProperty("entries").EnumerateArray())
                {
                    after = entry.GetProperty("n").GetInt64();
                    log += entry.GetProperty("text").GetString();
                }
            }

            output.WriteLine($"first answer after {watch.Elapsed.TotalSeconds:0.0} s");
            log.Should().Contain("Tóm tắt, không phải nguyên văn", "the shipped register is a summary and says so");
        }

        Directory.Delete(data, true);
    }

    [Fact]
    public async Task SampleMode_EachRole_CanBeTried()
    {
        await using var rig = await BotRig.StartAsync();
        await rig.BecomeAsync("bi-thu", "secretary");
        rig.Channel.To("bi-thu")[^1].Text.Should().Contain("còn 3 ngày", "a sample report is due in three days");
        await rig.BecomeAsync("can-bo", "officer");
        (await rig.SayAsync("can-bo", "/tinhhinh"))[^1].Text.Should().Contain("0");
        (await rig.SayAsync("ba-con", "xin chào"))[^1].Buttons.Should().NotBeEmpty();
    }

    [Fact]
    public async Task SampleMode_WhenTheOfficeGetsItsName_EndsForGoodAndTrialRolesWithIt()
    {
        await using var rig = await BotRig.StartAsync(settings: []);
        await rig.BecomeAsync("can-bo", "officer");
        (await rig.SayAsync("can-bo", "/hangdoi"))[0].Text.Should().NotContain("dành cho cán bộ");
        await rig.NameTheOfficeAsync("Phường Bình Minh");
        (await rig.SayAsync("can-bo", "/hangdoi"))[0].Text.Should().Contain("dành cho cán bộ");
        await rig.BecomeAsync("khac", "officer");
        rig.Channel.To("khac").Should().BeEmpty();
    }

    [Fact]
    public async Task NoSamples_EmptyFolder_HasNoRegisterAndNoTrial()
    {
        await using var rig = await BotRig.StartAsync(samples: false);
        rig.Site.World.Current.Corpus.Directives.Should().BeEmpty();
        await rig.BecomeAsync("can-bo", "officer");
        rig.Channel.To("can-bo").Should().BeEmpty();
    }
}
