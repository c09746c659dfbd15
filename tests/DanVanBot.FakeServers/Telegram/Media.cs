using System.Globalization;
using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

/// <summary>The parts of a message that hold files and contacts, with the fields strict clients require.</summary>
internal static class Media
{
    public static string NewGroupId(World world) => world.Random.NextInt64(10_000_000_000, 99_000_000_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>A photograph arrives as several sizes, smallest first; the last is the whole one.</summary>
    public static void Photo(World world, JsonObject message, byte[] jpeg, string? caption)
    {
        JsonObject Size(int width, int height, byte[] content)
        {
            var size = world.Files.Add(content, "photos", "photo.jpg", "image/jpeg").ToJson();
            size["width"] = width;
            size["height"] = height;
            return size;
        }

        message["photo"] = new JsonArray(Size(90, 67, jpeg[..Math.Min(jpeg.Length, 1000)]), Size(320, 240, jpeg[..Math.Min(jpeg.Length, 20_000)]), Size(1280, 960, jpeg));
        Caption(message, caption);
    }

    public static void Document(World world, JsonObject message, string name, byte[] content, string mime, string? caption, long? declaredSize = null)
    {
        var document = world.Files.Add(content, "documents", name, mime, declaredSize).ToJson();
        document["file_name"] = name;
        document["mime_type"] = mime;
        message["document"] = document;
        Caption(message, caption);
    }

    public static void Voice(World world, JsonObject message, byte[] ogg, int seconds)
    {
        var voice = world.Files.Add(ogg, "voice", "voice.oga", "audio/ogg").ToJson();
        voice["duration"] = seconds;
        voice["mime_type"] = "audio/ogg";
        message["voice"] = voice;
    }

    public static void Video(World world, JsonObject message, byte[] mp4, int seconds, string? caption)
    {
        var video = world.Files.Add(mp4, "videos", "video.mp4", "video/mp4").ToJson();
        video["duration"] = seconds;
        video["width"] = 640;
        video["height"] = 480;
        video["mime_type"] = "video/mp4";
        message["video"] = video;
        Caption(message, caption);
    }

    public static void Sticker(World world, JsonObject message, string emoji)
    {
        var sticker = world.Files.Add([0x52, 0x49, 0x46, 0x46], "stickers", "sticker.webp", "image/webp").ToJson();
        sticker["type"] = "regular";
        sticker["width"] = 512;
        sticker["height"] = 512;
        sticker["is_animated"] = false;
        sticker["is_video"] = false;
        sticker["emoji"] = emoji;
        message["sticker"] = sticker;
    }

    public static void Contact(JsonObject message, string phone, string firstName, long userId)
    {
        var contact = new JsonObject { ["phone_number"] = phone, ["first_name"] = firstName };
        if (userId != 0)
        {
            contact["user_id"] = userId;
        }

        message["contact"] = contact;
    }

    private static void Caption(JsonObject message, string? caption)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            TextRules.Put(message, "caption", "caption_entities", caption, []);
        }
    }
}
