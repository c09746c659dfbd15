using DanVanBot.Core.Storage;
using DanVanBot.FakeServers.Zalo;

namespace DanVanBot.Channels.Zalo.Tests;

/// <summary>Listeners hear the whole process: other tests, which call the fake without the channel, must not run beside them.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Listens to everything a process can be asked to tell about its HTTP calls, provokes every failure, and looks for the token.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class ZaloBotSecrecyTests
{
    private const string Words = "Nội dung riêng của người dân";

    [Fact]
    public async Task TokenAndWords_WhateverFails_AreInNoLogTraceEventOrOutcome()
    {
        using var ears = new Ears();
        var told = new List<string>();
        await using (var scene = await Scene.StartAsync())
        {
            var poller = scene.Poller();
            await poller.StepAsync(TestContext.Current.CancellationToken);
            scene.Person.Say(Words);
            foreach (var kind in Enum.GetValues<ZaloFaultKind>().Except([ZaloFaultKind.HangAfter]))
            {
                foreach (var method in new[] { "sendMessage", "getUpdates" })
                    scene.Zalo.AddFault(new ZaloFault { Kind = kind, Method = method, Status = 400, Description = $"Bad: {Scene.Token} https://api/bot{Scene.Token}/x" });
                told.Add((await scene.SendAsync(Words)).ToString());
                await poller.StepAsync(TestContext.Current.CancellationToken);
                told.Add(scene.Channel.Problem?.ToString() ?? "");
                scene.Zalo.ClearFaults();
            }

            await scene.StopZaloAsync();
            told.Add((await scene.SendAsync(Words)).ToString());
            await poller.StepAsync(TestContext.Current.CancellationToken);
            told.Add(scene.Channel.Problem!.ToString());
            told.AddRange(scene.Log.Lines);
            told.Add(scene.Options.ToString());
            scene.Channel.Secrets.Should().Contain(Scene.Token);
        }

        told.Should().Contain(t => t.Contains("Bad: ***", StringComparison.Ordinal), "the failures must have been told, without the token");
        ears.Heard.Should().Contain(h => h.Contains("/bot123456789012:token/sendMessage", StringComparison.Ordinal), "the ears must work");
        var secretPart = Scene.Token[(Scene.Token.IndexOf(':', StringComparison.Ordinal) + 1)..];
        ears.Heard.Concat(told).Should().NotContain(t => t.Contains(secretPart, StringComparison.Ordinal));
        ears.Heard.Concat(told).Should().NotContain(t => t.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_IsNotFollowedWithTheTokenInTheAddress()
    {
        await using var elsewhere = await AnswerServer.StartAsync("{}");
        await using var server = await AnswerServer.StartAsync("", status: 307, location: elsewhere.Url + "bot");
        await using var scene = await Scene.StartAsync(o => o with { ApiBaseUrl = server.Url });
        (await scene.SendAsync("a")).Should().BeOfType<SendOutcome.RetryAt>();
        elsewhere.Requests.Should().BeEmpty();
        scene.Channel.Problem!.Kind.Should().Be(ZaloBotTrouble.NoConnection);
    }
}
