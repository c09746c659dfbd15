using System.Net;
using System.Text.Json;

namespace DanVanBot.Tests.WebChat;

public sealed class SessionTests
{
    [Fact]
    public async Task Session_OrdinaryOffice_TellsItsNameAndOffersNoRoles()
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = rig.Client();

        var session = await client.GetJsonAsync("/chat/session");

        session.GetProperty("office").GetProperty("name").GetString().Should().Be("Khối Dân vận phường Thử");
        session.GetProperty("office").GetProperty("phone").GetString().Should().Be("0255 000 000");
        session.GetProperty("sample").GetBoolean().Should().BeFalse();
        session.GetProperty("trialRoles").GetArrayLength().Should().Be(0);
        session.GetProperty("last").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task Trial_SampleOfficeOnThisMachine_EachRoleIsAVisitorOfItsOwn()
    {
        await using var rig = await ChatRig.StartAsync();
        rig.IsSample = true;
        var started = new List<(string Address, string Role)>();
        rig.Trial = (address, role) =>
        {
            started.Add((address, role));
            return Task.FromResult(true);
        };
        using var client = rig.Client();
        (await client.GetJsonAsync("/chat/session")).GetProperty("trialRoles").EnumerateArray().Select(r => r.GetString()).Should().Equal("secretary", "officer");
        await client.SayAsync("a", "tôi là bà con");

        client.Role = "officer";
        (await client.GetJsonAsync("/chat/session")).GetProperty("known").GetBoolean().Should().BeFalse();
        using (var before = await client.PostAsync("/chat/say", new { id = "a", text = "x" }))
            before.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using (var trial = await client.PostAsync("/chat/trial", new { role = "officer" }))
            trial.StatusCode.Should().Be(HttpStatusCode.OK);
        using (var again = await client.PostAsync("/chat/trial", new { role = "officer" }))
            again.StatusCode.Should().Be(HttpStatusCode.OK);
        await client.SayAsync("a", "tôi là cán bộ");

        started.Should().HaveCount(2).And.OnlyContain(s => s.Role == "officer");
        started.Select(s => s.Address).Distinct().Should().ContainSingle("the same visitor tries again");
        (await client.LogOfAsync(2))[0].GetProperty("text").GetString().Should().Be("tôi là cán bộ");
        client.Role = null;
        (await client.LogOfAsync(2))[0].GetProperty("text").GetString().Should().Be("tôi là bà con");
        rig.Bot.Handled.Select(h => h.By!.UserAddress).Distinct().Should().HaveCount(2).And.Contain(started[0].Address);
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(true, "danvan.example", null)]
    [InlineData(true, null, "X-Forwarded-For")]
    [InlineData(true, null, "Forwarded")]
    [InlineData(true, null, "X-Real-IP")]
    [InlineData(true, null, "X-Forwarded-Host")]
    [InlineData(true, null, "Via")]
    public async Task Trial_NotASampleOrNotThisMachine_Refused(bool isSample, string? host, string? proxy)
    {
        await using var rig = await ChatRig.StartAsync();
        rig.IsSample = isSample;
        using var client = rig.Client();
        if (host is not null)
        {
            client.Headers.Host = host;
            client.Headers.Remove("Origin");
            client.Headers.Add("Origin", "http://" + host);
        }

        if (proxy is not null)
            client.Headers.Add(proxy, proxy == "Via" ? "1.1 proxy" : "203.0.113.7");

        (await client.GetJsonAsync("/chat/session")).GetProperty("trialRoles").GetArrayLength().Should().Be(0);
        using var answer = await client.PostAsync("/chat/trial", new { role = "officer" });

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"role":"admin"}""")]
    [InlineData("""{"role":7}""")]
    [InlineData("""[]""")]
    [InlineData("{")]
    public async Task Trial_NoSuchRole_Refused(string json)
    {
        await using var rig = await ChatRig.StartAsync();
        rig.IsSample = true;
        using var client = await rig.VisitorAsync();
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/chat/trial", body);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Trial_OfficeSaysNo_Refused()
    {
        await using var rig = await ChatRig.StartAsync();
        rig.IsSample = true;
        rig.Trial = (_, _) => Task.FromResult(false);
        using var client = rig.Client();

        using var answer = await client.PostAsync("/chat/trial", new { role = "officer" });

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("Officer")]
    [InlineData("../x")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Session_RoleThatIsNone_400(string role)
    {
        await using var rig = await ChatRig.StartAsync();
        using var client = rig.Client();

        using var answer = await client.GetAsync("/chat/session?vai=" + Uri.EscapeDataString(role));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _ = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
