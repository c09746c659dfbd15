using System.Text.Json.Nodes;

namespace DanVanBot.FakeServers.Telegram;

internal sealed partial class BotApi
{
    private static readonly string[] AlbumTypes = ["photo", "video", "document", "audio"];

    private ApiReply SendPhoto(ApiRequest request) => SendFile(request, "photo", "There is no photo in the request");

    private ApiReply SendDocument(ApiRequest request) => SendFile(request, "document", "There is no document in the request");

    private ApiReply SendFile(ApiRequest request, string kind, string missing)
    {
        var file = FindUpload(request, request[kind], kind) ?? throw ApiError.BadRequest(missing);
        var caption = TextRules.Parse(request["caption"], request["parse_mode"], request["caption_entities"]);
        return ApiReply.Ok(Send(request, [message => Attach(message, kind, file, caption)])[0]);
    }

    private ApiReply SendMediaGroup(ApiRequest request)
    {
        var media = ParseJson(request.Required("media"), "Can't parse media JSON object") as JsonArray
            ?? throw ApiError.BadRequest("Expected an Array of InputMedia");
        var items = media.Select(item =>
        {
            ApiError Bad(string why) => ApiError.BadRequest("Can't parse InputMedia: " + why);
            var o = item as JsonObject ?? throw Bad("expected an Object");
            var type = o.Text("type") ?? throw Bad("Can't find field \"type\"");
            if (!AlbumTypes.Contains(type))
            {
                throw Bad("invalid type specified");
            }

            var file = FindUpload(request, o.Text("media") ?? "", "") ?? throw Bad("media not found");
            var caption = TextRules.Parse(o.Text("caption") ?? "", o.Text("parse_mode"), o["caption_entities"]?.ToJsonString());
            return (Type: type, File: file, Caption: caption);
        }).ToList();
        if (items.Count > 10)
        {
            throw ApiError.BadRequest("Too many messages to send as an album");
        }

        if (items.Count == 0)
        {
            throw ApiError.BadRequest("There are no messages to send");
        }

        if (items.Select(i => i.Type is "photo" or "video" ? "visual" : i.Type).Distinct().Count() > 1)
        {
            throw ApiError.BadRequest("Can't use the media of the specified type in the album");
        }

        var group = Media.NewGroupId(_world);
        var sent = Send(request,
        [
            .. items.Select(i => (Action<JsonObject>)(message =>
            {
                if (items.Count > 1)
                {
                    message["media_group_id"] = group;
                }

                Attach(message, i.Type, i.File, i.Caption);
            })),
        ]);
        return ApiReply.Ok(Json.Array(sent));
    }

    /// <summary>The upload itself, one named by attach://, or a file the server already has.</summary>
    private Upload? FindUpload(ApiRequest request, string reference, string field)
    {
        const string attach = "attach://";
        if (reference.Length == 0 || reference.StartsWith(attach, StringComparison.Ordinal))
        {
            return request.Files.GetValueOrDefault(reference.Length == 0 ? field : reference[attach.Length..]);
        }

        if (reference.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || reference.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            // This server never leaves the machine, so every address fails as an unreachable one does.
            throw ApiError.BadRequest("Failed to get HTTP URL content");
        }

        return _world.Files.Find(reference) is { } known
            ? new Upload(known.Name, known.Mime, known.Content)
            : throw ApiError.BadRequest("Wrong remote file identifier specified: can't unserialize it");
    }

    private void Attach(JsonObject message, string kind, Upload file, (string Text, List<TextEntity> Entities) caption)
    {
        if (file.Content.Length == 0)
        {
            throw ApiError.BadRequest("File must be non-empty");
        }

        if (kind == "photo")
        {
            Media.Photo(_world, message, file.Content, null);
        }
        else if (kind == "video")
        {
            Media.Video(_world, message, file.Content, 1, null);
        }
        else
        {
            Media.Document(_world, message, file.FileName, file.Content, file.Mime, null);
        }

        if (caption.Text.Length > 0)
        {
            var (clean, kept) = TextRules.Finish(caption.Text, caption.Entities, TextRules.MaxCaption, CaptionTooLong, null);
            TextRules.Put(message, "caption", "caption_entities", clean, kept);
        }
    }

    private ApiReply GetFile(ApiRequest request)
    {
        if (request["file_id"].Length == 0)
        {
            throw ApiError.Exact(400, "Bad Request: file_id not specified");
        }

        var file = _world.Files.Find(request["file_id"]) ?? throw ApiError.BadRequest("invalid file_id");
        if (file.Size > _world.Options.MaxDownloadBytes)
        {
            throw ApiError.Exact(400, "Bad Request: file is too big");
        }

        var json = file.ToJson();
        json["file_path"] = _world.Files.Link(file);
        return ApiReply.Ok(json);
    }
}
