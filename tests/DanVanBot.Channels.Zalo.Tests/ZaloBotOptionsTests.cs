using DanVanBot.Core.Channels;
using Microsoft.Extensions.Configuration;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloBotOptionsTests
{
    private const string Secret = "mykey-abcyxz";

    [Fact]
    public void Read_NoToken_IsOff() => ZaloBotOptions.Read(Settings(("BotToken", " "), ("WebhookUrl", "nonsense"))).Should().BeNull();

    [Fact]
    public void Read_TokenOnly_PollsThePlatform()
    {
        var options = ZaloBotOptions.Read(Settings(("BotToken", Scene.Token)))!;
        (options.Mode, options.Instance, options.ApiBaseUrl).Should().Be((ZaloBotMode.Polling, "zalo-bot", new Uri("https://bot-api.zaloplatforms.com")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("webhook")]
    [InlineData("Webhook")]
    public void Read_WebhookAddress_MeansTheWebhook(string? mode)
    {
        var options = ZaloBotOptions.Read(Settings(("BotToken", Scene.Token), ("Mode", mode ?? ""), ("WebhookUrl", "https://bot.example.vn"), ("WebhookSecret", Secret)))!;
        options.Mode.Should().Be(ZaloBotMode.Webhook);
        options.PublicWebhookUrl.Should().Be(new Uri("https://bot.example.vn/webhooks/zalo-bot"));
    }

    [Fact]
    public void Read_PollingWithAWebhookAddress_IsRefused() => FluentActions
        .Invoking(() => ZaloBotOptions.Read(Settings(("BotToken", Scene.Token), ("Mode", "polling"), ("WebhookUrl", "https://bot.example.vn"), ("WebhookSecret", Secret))))
        .Should().Throw<ZaloBotSettingsException>().WithMessage("*ZaloBot:Mode*ZaloBot:WebhookUrl*one of the two*");

    [Theory]
    [InlineData("BotToken", "no token at all")]
    [InlineData("BotToken", "123456")]
    [InlineData("BotToken", "123456:abc/../../x")]
    [InlineData("BotToken", "123456:abc?x")]
    [InlineData("Mode", "pull")]
    [InlineData("Mode", "7")]
    [InlineData("ApiBaseUrl", "not an address")]
    [InlineData("ApiBaseUrl", "http://api.example.vn")]
    [InlineData("WebhookUrl", "http://bot.example.vn/x")]
    [InlineData("WebhookUrl", "https://user:password@bot.example.vn/x")]
    [InlineData("WebhookUrl", "")]
    [InlineData("WebhookSecret", "")]
    [InlineData("WebhookSecret", "7-chars")]
    [InlineData("WebhookSecret", "with a space")]
    [InlineData("WebhookSecret", "bí-mật-0123456789")]
    public void Read_WrongSetting_IsNamedAndItsValueIsNotTold(string name, string value)
    {
        var all = new Dictionary<string, string>
        {
            ["BotToken"] = Scene.Token,
            ["Mode"] = "webhook",
            ["WebhookUrl"] = "https://bot.example.vn",
            ["WebhookSecret"] = Secret,
            [name] = value,
        };
        var told = FluentActions.Invoking(() => ZaloBotOptions.Read(Settings([.. all.Select(s => (s.Key, s.Value))]))).Should().Throw<ZaloBotSettingsException>().Which;
        told.Message.Should().Contain("ZaloBot:" + name);
        if (value.Length > 1)
            told.ToString().Should().NotContain(value);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Problems_LengthOfTheSecret_Is8To256(int length, bool fits) =>
        new ZaloBotOptions
        {
            BotToken = new SecretText(Scene.Token),
            Mode = ZaloBotMode.Webhook,
            WebhookUrl = new Uri("https://bot.example.vn"),
            WebhookSecret = new SecretText(new string('a', length)),
        }.Problems().Should().HaveCount(fits ? 0 : 1);

    [Fact]
    public void ToString_Options_ShowNoSecret() =>
        new ZaloBotOptions { BotToken = new SecretText(Scene.Token), WebhookSecret = new SecretText(Secret) }.ToString()
            .Should().Contain("***").And.NotContain(Scene.Token).And.NotContain(Secret);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("ZaloBot:" + s.Name, (string?)s.Value))).Build();
}
