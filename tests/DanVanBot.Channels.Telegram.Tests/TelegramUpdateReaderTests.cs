using System.Text.Json;
using DanVanBot.Core.Channels;
using DanVanBot.Dialogs;

namespace DanVanBot.Channels.Telegram.Tests;

public sealed class TelegramUpdateReaderTests
{
    private const string From = """ "from":{"id":1001,"is_bot":false,"first_name":"Lan","last_name":"Trần","username":"lan","language_code":"vi"} """;
    private const string Private = """ "chat":{"id":1001,"first_name":"Lan","last_name":"Trần","username":"lan","type":"private"} """;
    private const string Group = """ "chat":{"id":-1002000,"title":"Thôn","type":"supergroup"} """;
    private const string Date = """ "date":1795000000 """;
    private const string Head = $$""" "message_id":45,{{From}},{{Private}},{{Date}} """;
    private const string GroupHead = $$""" "message_id":45,{{From}},{{Group}},{{Date}} """;

    private static readonly TelegramUpdateReader Reader = new("telegram", 123456, "danvan_bot");

    public static TheoryData<string, string, Inbound> Contents => new()
    {
        { "text", """{%Head%,"text":"đường hư"}""", new Inbound.Said("đường hư") },
        { "text with edges kept", """{%Head%,"text":" a\n b "}""", new Inbound.Said(" a\n b ") },
        { "command", """{%Head%,"text":"/phananh","entities":[{"offset":0,"length":8,"type":"bot_command"}]}""", new Inbound.Said("/phananh") },
        { "deep link", """{%Head%,"text":"/start aZ_-09","entities":[{"offset":0,"length":6,"type":"bot_command"}]}""", new Inbound.Said("/start aZ_-09") },
        { "command with our name", """{%Head%,"text":"/tracuu@DanVan_Bot XX-26"}""", new Inbound.Said("/tracuu XX-26") },
        { "command with another's name", """{%Head%,"text":"/tracuu@other_bot XX-26"}""", new Inbound.Said("/tracuu@other_bot XX-26") },
        { "location", """{%Head%,"location":{"latitude":10.762622,"longitude":106.660172}}""", new Inbound.Placed(10.762622, 106.660172) },
        { "venue", """{%Head%,"venue":{"location":{"latitude":1.5,"longitude":2.5},"title":"Chợ","address":"A"},"location":{"latitude":1.5,"longitude":2.5}}""", new Inbound.Placed(1.5, 2.5) },
        { "own contact", """{%Head%,"contact":{"phone_number":"84912345678","first_name":"Lan","user_id":1001}}""", new Inbound.GaveContact("84912345678", true) },
        { "another's contact", """{%Head%,"contact":{"phone_number":"84912345678","first_name":"Ba","user_id":1002}}""", new Inbound.GaveContact("84912345678", false) },
        { "contact outside Telegram", """{%Head%,"contact":{"phone_number":"84912345678","first_name":"Ba"}}""", new Inbound.GaveContact("84912345678", false) },
        {
            "photo, largest size whatever the order",
            """{%Head%,"caption":"ổ gà","photo":[{"file_id":"L","file_unique_id":"l","width":1280,"height":960,"file_size":90000},{"file_id":"S","file_unique_id":"s","width":90,"height":67,"file_size":900}]}""",
            new Inbound.Sent(AttachmentKind.Photo, "L", null, 90000, "ổ gà", null)
        },
        {
            "photo of an album",
            """{%Head%,"media_group_id":"77","photo":[{"file_id":"A","file_unique_id":"a","width":90,"height":67}]}""",
            new Inbound.Sent(AttachmentKind.Photo, "A", null, null, null, "77")
        },
        {
            "image sent as a file",
            """{%Head%,"document":{"file_id":"D","file_unique_id":"d","file_name":"anh.jpg","mime_type":"image/jpeg","file_size":12}}""",
            new Inbound.Sent(AttachmentKind.Document, "D", "anh.jpg", 12, null, null)
        },
        { "voice", """{%Head%,"voice":{"file_id":"V","file_unique_id":"v","duration":3,"mime_type":"audio/ogg","file_size":5}}""", new Inbound.Sent(AttachmentKind.Voice, "V", null, 5, null, null) },
        { "audio", """{%Head%,"audio":{"file_id":"U","file_unique_id":"u","duration":3,"file_name":"a.mp3"}}""", new Inbound.Sent(AttachmentKind.Voice, "U", "a.mp3", null, null, null) },
        { "video", """{%Head%,"video":{"file_id":"W","file_unique_id":"w","width":1,"height":1,"duration":3}}""", new Inbound.Sent(AttachmentKind.Video, "W", null, null, null, null) },
        { "round video", """{%Head%,"video_note":{"file_id":"N","file_unique_id":"n","length":240,"duration":3}}""", new Inbound.Sent(AttachmentKind.Video, "N", null, null, null, null) },
        {
            "animation, which comes with a document",
            """{%Head%,"animation":{"file_id":"G","file_unique_id":"g","width":1,"height":1,"duration":1},"document":{"file_id":"G","file_unique_id":"g"}}""",
            new Inbound.Sent(AttachmentKind.Video, "G", null, null, null, null)
        },
        {
            "sticker",
            """{%Head%,"sticker":{"file_id":"K","file_unique_id":"k","type":"regular","width":512,"height":512,"is_animated":false,"is_video":false,"emoji":"👍"}}""",
            new Inbound.Sent(AttachmentKind.Sticker, "K", null, null, null, null)
        },
        { "dice", """{%Head%,"dice":{"emoji":"🎲","value":3}}""", new Inbound.Said("🎲") },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Read_MessageInPrivate_IsWhatThePersonDid(string name, string message, Inbound expected)
    {
        var read = Read("""{"update_id":900,"message":%message%}""", ("%message%", message));
        read!.Ignored.Should().BeNull(name);
        read.Received!.Door.Should().Be(new Core.Storage.Door("telegram", "1001"));
        read.Received.What.Should().Be(expected with { By = new Speaker("Lan Trần", true, "1001") }, name);
    }

    [Fact]
    public void Read_SameNumberForAnotherMessage_HasAnotherId()
    {
        var first = Read("""{"update_id":900,"message":{%Head%,"text":"a"}}""")!.Received!.Id;
        var again = Read("""{"update_id":900,"message":{%Head%,"text":"a"}}""")!.Received!.Id;
        var later = Read("""{"update_id":900,"message":{"message_id":99,%From%,%Private%,"date":1796000000,"text":"a"}}""")!.Received!.Id;
        first.Should().Be("u900.m45.1795000000").And.Be(again);
        later.Should().NotBe(first);
    }

    [Fact]
    public void Read_Press_CarriesDataAndPressId()
    {
        var read = Read("""
            {"update_id":901,"callback_query":{"id":"4382bfdwdsb323b2d9",%From%,"chat_instance":"1","data":"a:7:yes",
             "message":{"message_id":44,"from":{"id":123456,"is_bot":true,"first_name":"B"},%Private%,%Date%,"text":"?"}}}
            """)!.Received!;
        read.What.Should().Be(new Inbound.Pressed("a:7:yes") { By = new Speaker("Lan Trần", true, "1001", true, "4382bfdwdsb323b2d9") });
        read.Id.Should().Be("u901.c4382bfdwdsb323b2d9");
        read.Door.Address.Should().Be("1001");
    }

    [Fact]
    public void Read_PressOnAMessageTooOldToShow_StillCounts() =>
        Read("""{"update_id":901,"callback_query":{"id":"1",%From%,"chat_instance":"1","data":"s:menu","message":{"message_id":44,%Private%,"date":0}}}""")!
            .Received!.What.Should().BeOfType<Inbound.Pressed>();

    [Fact]
    public void Read_EditedText_IsEdited()
    {
        var read = Read("""{"update_id":902,"edited_message":{%Head%,"edit_date":1795000060,"text":"sửa"}}""")!.Received!;
        read.What.Should().BeOfType<Inbound.Edited>().Which.Text.Should().Be("sửa");
        read.Id.Should().Be("u902.e45.1795000060");
    }

    [Theory]
    [InlineData("member", "kicked", typeof(Inbound.Left))]
    [InlineData("member", "left", typeof(Inbound.Left))]
    [InlineData("kicked", "member", typeof(Inbound.CameBack))]
    [InlineData("left", "administrator", typeof(Inbound.CameBack))]
    [InlineData("member", "administrator", null)]
    public void Read_OwnMembershipChanged_IsLeftOrBack(string old, string now, Type? expected)
    {
        var read = Read("""{"update_id":903,"my_chat_member":{%Private%,%From%,%Date%,"old_chat_member":%old%,"new_chat_member":%now%}}""", ("%old%", Member(old)), ("%now%", Member(now)))!;
        read.Received?.What.GetType().Should().Be(expected);
        (read.Ignored is null).Should().Be(expected is not null);

        static string Member(string status) =>
            """{"user":{"id":123456,"is_bot":true,"first_name":"B","username":"danvan_bot"},"status":"%s"}""".Replace("%s", status, StringComparison.Ordinal)
                .Replace("\"kicked\"}", "\"kicked\",\"until_date\":0}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "text":"chào mọi người" """, false)]
    [InlineData(""" "text":"@danvan_bot báo cáo nào?","entities":[{"offset":0,"length":11,"type":"mention"}] """, true)]
    [InlineData(""" "text":"hỏi @DanVan_Bot","entities":[{"offset":4,"length":11,"type":"mention"}] """, true)]
    [InlineData(""" "text":"@danvan_bot2 ơi","entities":[{"offset":0,"length":12,"type":"mention"}] """, false)]
    [InlineData(""" "text":"không @danvan_bot đâu" """, false)]
    [InlineData(""" "text":"bot ơi","entities":[{"offset":0,"length":3,"type":"text_mention","user":{"id":123456,"is_bot":true,"first_name":"B"}}] """, true)]
    [InlineData(""" "text":"/hoi","entities":[{"offset":0,"length":4,"type":"bot_command"}] """, true)]
    [InlineData(""" "text":"/hoi@danvan_bot x","entities":[{"offset":0,"length":15,"type":"bot_command"}] """, true)]
    [InlineData(""" "text":"/hoi@other_bot","entities":[{"offset":0,"length":14,"type":"bot_command"}] """, false)]
    [InlineData(""" "text":"xem /hoi","entities":[{"offset":4,"length":4,"type":"bot_command"}] """, false)]
    [InlineData(""" "text":"x","entities":[{"offset":5,"length":2147483647,"type":"mention"}] """, false)]
    [InlineData(""" "text":"ừ","reply_to_message":{"message_id":4,"date":1,"chat":{"id":-1002000,"type":"supergroup","title":"T"},"from":{"id":123456,"is_bot":true,"first_name":"B"}} """, true)]
    [InlineData(""" "text":"ừ","reply_to_message":{"message_id":4,"date":1,"chat":{"id":-1002000,"type":"supergroup","title":"T"},"from":{"id":5,"is_bot":false,"first_name":"C"}} """, false)]
    [InlineData(""" "text":"ừ","reply_to_message":{"message_id":4,"date":1,"chat":{"id":-1002000,"type":"supergroup","title":"T"},"from":{"id":123456,"is_bot":true,"first_name":"B"},"forum_topic_created":{"name":"t","icon_color":1}} """, false)]
    [InlineData(""" "caption":"@danvan_bot","caption_entities":[{"offset":0,"length":11,"type":"mention"}],"photo":[{"file_id":"A","file_unique_id":"a","width":9,"height":6}] """, true)]
    public void Read_InAGroup_IsAddressedOnlyWhenTheBotIsMeant(string content, bool expected)
    {
        var by = Read("""{"update_id":904,"message":{%GroupHead%,%content%}}""", ("%content%", content))!.Received!.What.By!;
        by.Should().Be(new Speaker("Lan Trần", false, "1001", expected));
    }

    [Fact]
    public void Read_InATopic_KeepsTheTopicInTheAddress()
    {
        Read("""{"update_id":905,"message":{%GroupHead%,"message_thread_id":7,"is_topic_message":true,"text":"/hoi"}}""")!.Received!.Door.Address.Should().Be("-1002000/7");
        Read("""{"update_id":905,"message":{%GroupHead%,"message_thread_id":7,"text":"/hoi"}}""")!.Received!.Door.Address.Should().Be("-1002000", "a reply's thread is no topic");
    }

    [Theory]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1002000,"type":"supergroup","title":"T"},"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-1002000,"type":"supergroup","title":"T"},"text":"/hoi"}}""", "anonymous")]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1002000,"type":"supergroup","title":"T"},"from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"sender_chat":{"id":-1003,"type":"channel","title":"C"},"is_automatic_forward":true,"text":"x"}}""", "anonymous")]
    [InlineData("""{"update_id":1,"channel_post":{"message_id":1,"date":1,"chat":{"id":-1003,"type":"channel","title":"C"},"text":"x"}}""", "kind")]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"is_bot":true,"first_name":"B"},"text":"x"}}""", "sender")]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"x"}}""", "sender")]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-5,"type":"group","title":"T"},"from":{"id":5,"is_bot":false,"first_name":"A"},"new_chat_title":"T2"}}""", "content")]
    [InlineData("""{"update_id":1,"something_new_in_2027":{"x":1}}""", "kind")]
    [InlineData("""{"update_id":1,"message":{}}""", "chat")]
    [InlineData("""{"update_id":1,"message":{"chat":null,"from":null}}""", "chat")]
    [InlineData("""{"update_id":1,"message":"no object"}""", "unreadable")]
    [InlineData("""{"update_id":1,"callback_query":{"id":"1","from":{"id":5,"is_bot":false,"first_name":"A"},"inline_message_id":"9","chat_instance":"1","data":"x"}}""", "press")]
    [InlineData("""{"update_id":1,"my_chat_member":{}}""", "member")]
    public void Read_WhatNobodyAnswersFor_IsIgnoredAndSaysWhy(string json, string why) => Read(json).Should().Be(new ReadUpdate(1, null, why));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"update_id":"x"}""")]
    [InlineData("""{"update_id":99999999999}""")]
    public void Read_NoUpdate_IsNull(string json) => Read(json).Should().BeNull();

    [Theory]
    [InlineData(""" "forward_origin":{"type":"from_the_future","x":[]} """)]
    [InlineData(""" "reply_markup":17 """)]
    [InlineData(""" "external_reply":{"origin":{"type":"mars"}} """)]
    public void Read_TextBesideSomethingTheLibraryCannotRead_IsNotLost(string strange) =>
        Read("""{"update_id":906,"message":{%Head%,%strange%,"text":"vẫn phải tới"}}""", ("%strange%", strange))!.Received!.What.Should().BeOfType<Inbound.Said>().Which.Text.Should().Be("vẫn phải tới");

    private static ReadUpdate? Read(string json, params (string Name, string Value)[] parts)
    {
        (string Name, string Value)[] known = [("%GroupHead%", GroupHead), ("%Head%", Head), ("%From%", From), ("%Private%", Private), ("%Date%", Date)];
        foreach (var (name, value) in parts.Concat(known))
            json = json.Replace(name, value, StringComparison.Ordinal);
        return Reader.Read(JsonDocument.Parse(json).RootElement);
    }
}
