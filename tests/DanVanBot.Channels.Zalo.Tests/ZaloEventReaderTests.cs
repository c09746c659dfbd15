using System.Text.Json.Nodes;
using DanVanBot.Core.Channels;
using DanVanBot.Core.Storage;
using DanVanBot.Dialogs;

namespace DanVanBot.Channels.Zalo.Tests;

public sealed class ZaloEventReaderTests
{
    private const string Documented = """
        {"event_name":"message.text.received","message":{
          "from":{"id":"6ede9afa66b88fe6d6a9","display_name":"Ted","is_bot":false},
          "chat":{"id":"6ede9afa66b88fe6d6a9","chat_type":"PRIVATE"},
          "text":"Xin chào","message_id":"2d758cb5e222177a4e35","date":1750316131602}}
        """;

    private readonly ZaloEventReader _reader = new("zalo-bot") { BotName = "bot.DanVan" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_TheDocumentedEvent_WrappedOrNot_IsTheSame(bool wrapped)
    {
        var read = Read(wrapped ? $$"""{"ok":true,"result":{{Documented}}}""" : Documented);
        read.Should().Be(new ReadEvent(
            new Received(new Door("zalo-bot", "6ede9afa66b88fe6d6a9"), "m2d758cb5e222177a4e35",
                new Inbound.Said("Xin chào") { By = new Speaker("Ted", true, "6ede9afa66b88fe6d6a9") }), null));
    }

    [Fact]
    public void Read_Photo_PrefersPhotoUrl_AndTakesPhoto()
    {
        Sent("""{"photo_url":"https://p.example.vn/a.jpg","photo":"https://p.example.vn/b.jpg","caption":"cống nghẹt"}""")
            .Should().Match<Inbound.Sent>(s => s.Kind == AttachmentKind.Photo && s.FileRef == "https://p.example.vn/a.jpg" && s.Caption == "cống nghẹt");
        Sent("""{"photo":"http://p.example.vn/b.jpg"}""").Should().Match<Inbound.Sent>(s => s.Kind == AttachmentKind.Photo && s.FileRef == "http://p.example.vn/b.jpg");
    }

    [Fact]
    public void Read_VoiceAndSticker_AreKnownAsWhatTheyAre()
    {
        Sent("""{"voice_url":"https://p.example.vn/v.aac"}""", "message.voice.received").Kind.Should().Be(AttachmentKind.Voice);
        Sent("""{"sticker":"0e078a2b","url":"https://p.example.vn/s.png"}""", "message.sticker.received").Should()
            .Match<Inbound.Sent>(s => s.Kind == AttachmentKind.Sticker && s.FileRef == "https://p.example.vn/s.png");
        Sent("{}", "message.sticker.received").Kind.Should().Be(AttachmentKind.Sticker);
    }

    [Theory]
    [InlineData("message.unsupported.received", "{}")]
    [InlineData("message.image.received", """{"photo_url":"file:///etc/passwd"}""")]
    [InlineData("message.image.received", """{"photo_url":"https://user:pass@p.example.vn/x"}""")]
    [InlineData("message.image.received", """{"photo_url":{"a":1}}""")]
    [InlineData("message.text.received", """{"text":""}""")]
    [InlineData("message.text.received", """{"text":"\ud800"}""")]
    [InlineData("message.from.the.future", "{}")]
    public void Read_NothingABotCanUse_IsCountedAsContent(string name, string content) => Read(Event(name, content)).Should().Be(new ReadEvent(null, "content"));

    [Theory]
    [InlineData("""{"is_bot":true,"id":"b1"}""")]
    [InlineData("{}")]
    [InlineData("7")]
    public void Read_NoPersonSpeaks_IsPassedOver(string from) => Read($$$"""
        {"event_name":"message.text.received","message":{"from":{{{from}}},"chat":{"id":"c1","chat_type":"PRIVATE"},"text":"x","message_id":"m1"}}
        """).Should().Be(new ReadEvent(null, "sender"));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"result":{}}""")]
    [InlineData("""{"ok":false,"error_code":408}""")]
    [InlineData("""{"event_name":"message.text.received","message":{"chat":{"id":"c"},"from":{"id":"c"},"text":"x"}}""")]
    [InlineData("""{"event_name":"message.text.received","message":{"message_id":"m","from":{"id":"c"},"text":"x"}}""")]
    [InlineData("""{"event_name":"message.text.received","message":{"message_id":"m ","chat":{"id":"c"},"from":{"id":"c"},"text":"x"}}""")]
    [InlineData("""{"event_name":"message.text.received","message":{"message_id":"thư","chat":{"id":"c"},"from":{"id":"c"},"text":"x"}}""")]
    public void Read_WhatCannotBeKeptOnce_IsNoEvent(string json) => Read(json).Should().BeNull();

    [Fact]
    public void Read_OddFieldsBeside_DoNotCostTheWords()
    {
        var read = Read("""
            {"event_name":7,"extra":[1,{"a":null}],"message":{"from":{"id":42,"display_name":7,"name":"Ba Tư","avatar":{}},"chat":{"id":42},
             "text":"đèn đường hư","caption":3,"sticker":null,"photo":[],"message_id":9007199254740993,"date":"soon"}}
            """)!;
        read.Received!.Id.Should().Be("m9007199254740993");
        read.Received.What.Should().Be(new Inbound.Said("đèn đường hư") { By = new Speaker("Ba Tư", true, "42") });
    }

    [Theory]
    [InlineData("trời hôm nay đẹp", false)]
    [InlineData("@Bot.DanVan chi bộ phải làm gì", true)]
    [InlineData("/hoi chi bộ phải làm gì", true)]
    [InlineData("/hoi@bot.danvan chi bộ phải làm gì", true)]
    [InlineData("/hoi@bot.khac chi bộ phải làm gì", false)]
    public void Read_InAGroup_OnlyWhatNamesTheBotIsAddressedToIt(string text, bool addressed)
    {
        var speaker = Read(Event("message.text.received", new JsonObject { ["text"] = text }.ToJsonString(), group: true))!.Received!;
        speaker.Door.Address.Should().Be("g1");
        speaker.What.By.Should().Be(new Speaker("Lan", false, "u1", addressed));
    }

    [Fact]
    public void Read_CommandWithOurName_IsThePlainCommand() =>
        ((Inbound.Said)Read(Event("message.text.received", """{"text":"/hoi@bot.danvan việc gì"}""", group: true))!.Received!.What).Text.Should().Be("/hoi việc gì");

    [Fact]
    public void Read_BeforeTheNameIsKnown_PrivateChatsAreRead_AndInGroupsOnlyPlainCommandsCount()
    {
        _reader.BotName = null;
        Read(Event("message.text.received", """{"text":"chào"}"""))!.Received!.What.By!.IsAddressed.Should().BeTrue();
        Read(Event("message.text.received", """{"text":"@bot.DanVan chào"}""", group: true))!.Received!.What.By!.IsAddressed.Should().BeFalse();
        Read(Event("message.text.received", """{"text":"/hoi chào"}""", group: true))!.Received!.What.By!.IsAddressed.Should().BeTrue();
    }

    private Inbound.Sent Sent(string content, string name = "message.image.received") => (Inbound.Sent)Read(Event(name, content))!.Received!.What;

    private ReadEvent? Read(string json) => _reader.Read(Scene.Json(json));

    private static string Event(string name, string content, bool group = false)
    {
        var chat = group ? """{"id":"g1","chat_type":"GROUP"}""" : """{"id":"u1","chat_type":"PRIVATE"}""";
        var rest = content.Trim()[1..^1];
        return $$$"""{"event_name":"{{{name}}}","message":{"message_id":"m1","from":{"id":"u1","display_name":"Lan"},"chat":{{{chat}}}{{{(rest.Length > 0 ? "," + rest : "")}}}}}""";
    }
}
