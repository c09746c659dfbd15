using DanVanBot.Core.Channels;
using Microsoft.Extensions.Configuration;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramOptionsTests
{
    private const string Secret = "a-secret-of-the-tests_0123";

    [Fact]
    public void Read_NoToken_IsOff() => TelegramOptions.Read(Settings(("BotToken", "  "), ("Mode", "webhook"))).Should().BeNull();

    [Fact]
    public void Read_TokenOnly_Polls()
    {
        var options = TelegramOptions.Read(Settings(("BotToken", Scene.Token)))!;
        (options.Mode, options.BotId, options.Instance, options.ApiBaseUrl).Should().Be((TelegramMode.Polling, 123456L, "telegram", null));
    }

    [Fact]
    public void Read_WholeWebhook_IsTaken()
    {
        var options = TelegramOptions.Read(Settings(
            ("BotToken", Scene.Token), ("Mode", "webhook"), ("WebhookUrl", "https://bot.example.vn"), ("WebhookSecret", Secret), ("ApiBaseUrl", "http://127.0.0.1:8081")))!;
        options.PublicWebhookUrl.Should().Be(new Uri("https://bot.example.vn/webhooks/telegram"));
        (options with { WebhookUrl = new Uri("https://bot.example.vn/own/path") }).PublicWebhookUrl.Should().Be(new Uri("https://bot.example.vn/own/path"));
    }

    [Theory]
    [InlineData("BotToken", "no token at all")]
    [InlineData("BotToken", "123456")]
    [InlineData("BotToken", "123456:abc/../../x")]
    [InlineData("Mode", "pull")]
    [InlineData("Mode", "7")]
    [InlineData("ApiBaseUrl", "not an address")]
    [InlineData("ApiBaseUrl", "ftp://127.0.0.1")]
    [InlineData("ApiBaseUrl", "http://api.example.vn")]
    [InlineData("WebhookUrl", "http://bot.example.vn/x")]
    [InlineData("WebhookUrl", "https://user:password@bot.example.vn/x")]
    [InlineData("WebhookUrl", "")]
    [InlineData("WebhookSecret", "")]
    [InlineData("WebhookSecret", "short")]
    [InlineData("WebhookSecret", "with space in it 0123456")]
    [InlineData("WebhookSecret", "bí-mật-0123456789012345")]
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
        var reading = () => TelegramOptions.Read(Settings([.. all.Select(s => (s.Key, s.Value))]));
        var told = reading.Should().Throw<TelegramSettingsException>().Which;
        told.Message.Should().Contain("Telegram:" + name);
        if (value.Length > 1)
            told.ToString().Should().NotContain(value);
    }

    [Fact]
    public void Read_SecretOf257Characters_IsRefused() =>
        FluentActions.Invoking(() => TelegramOptions.Read(Settings(
            ("BotToken", Scene.Token), ("Mode", "webhook"), ("WebhookUrl", "https://bot.example.vn"), ("WebhookSecret", new string('a', 257)))))
            .Should().Throw<TelegramSettingsException>();

    [Fact]
    public void ToString_Options_ShowNoSecret()
    {
        var options = new TelegramOptions { BotToken = new SecretText(Scene.Token), WebhookSecret = new SecretText(Secret) };
        options.ToString().Should().Contain("***").And.NotContain(Scene.Token).And.NotContain(Secret);
        $"{options.BotToken}".Should().Be("***");
    }

    [Theory]
    [InlineData("Hoi", "x")]
    [InlineData("hỏi", "x")]
    [InlineData("hoi", "")]
    public void Problems_AWrongCommand_IsNamed(string name, string description) =>
        new TelegramOptions { BotToken = new SecretText(Scene.Token), Commands = [new(name, description)] }.Problems().Should().ContainSingle().Which.Should().Contain(name);

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Telegram:" + s.Name, (string?)s.Value))).Build();
}
