using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;
using DanVanBot.FakeServers.Telegram;

namespace DanVanBot.Channels.Telegram.Tests;

/// <summary>Listeners hear the whole process: other tests, which call FakeTelegram without the channel, must not run beside them.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Listens to everything a process can be asked to tell about its HTTP calls, provokes every failure, and looks for the token.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class TelegramSecrecyTests
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
            var lan = scene.Person();
            await lan.SendPhotoAsync([1, 2, 3], Words);
            await scene.PollAsync(poller);
            var file = scene.Store.Inbound.OfType<Inbound.Sent>().Single().FileRef;
            foreach (var kind in Enum.GetValues<FaultKind>().Except([FaultKind.HangAfter, FaultKind.SlowBefore, FaultKind.SlowAfter]))
            {
                foreach (var method in new[] { "sendMessage", "getUpdates", "getFile", "file" })
                    scene.Telegram.AddFault(new Fault { Kind = kind, Method = method, Body = $"Bad: {Scene.Token} https://api/bot{Scene.Token}/x" });
                told.Add((await scene.SendAsync(lan.Id, BotMessage.Plain(Words))).ToString());
                told.Add((await scene.Channel.FetchAsync(file, TestContext.Current.CancellationToken)).ToString());
                told.Add((await scene.Channel.FetchAsync(file, TestContext.Current.CancellationToken)).ToString());
                await scene.PollAsync(poller);
                told.Add(scene.Channel.Problem?.ToString() ?? "");
                scene.Telegram.ClearFaults();
            }

            await scene.StopTelegramAsync();
            told.Add((await scene.SendAsync(lan.Id, BotMessage.Plain(Words))).ToString());
            await scene.PollAsync(poller);
            told.Add(scene.Channel.Problem!.ToString());
            told.AddRange(scene.Log.Lines);
            told.Add(scene.Options.ToString());
            scene.Channel.Secrets.Should().Contain(Scene.Token);
        }

        told.Should().Contain(t => t.Contains("Bad: ***", StringComparison.Ordinal), "the failures must have been told, without the token");
        ears.Heard.Should().Contain(h => h.Contains("/bot123456:token/sendMessage", StringComparison.Ordinal), "the ears must work");
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
        (await scene.SendAsync(1001, BotMessage.Plain("a"))).Should().BeOfType<SendOutcome.RetryAt>();
        elsewhere.Requests.Should().BeEmpty();
        scene.Channel.Problem!.Kind.Should().Be(TelegramTrouble.NoConnection);
    }
}
