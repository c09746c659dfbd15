namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>Plays a transcript against <see cref="FakeBot"/>; a failure names the file, the line and what was said.</summary>
internal static class TranscriptRunner
{
    public static FakeBot Play(string folder, Transcript transcript)
    {
        FakeBot bot = new(folder);
        TranscriptMatch match = new();
        string who = "citizen";
        int at = 0; // expectations are met in order
        foreach (TranscriptLine line in transcript.Lines)
        {
            FakeBot.Chat chat = bot.Of(who);
            switch (line)
            {
                case TranscriptLine.Sends sends:
                    chat.Unread.Clear();
                    at = 0;
                    Send(bot, who, sends, match, transcript);
                    break;
                case TranscriptLine.SpeaksAs speaks:
                    (who, at) = (speaks.Who, 0);
                    break;
                case TranscriptLine.SetsNow now:
                    bot.Now = new DateTimeOffset(now.Local, TimeSpan.FromHours(7));
                    break;
                case TranscriptLine.Waits waits:
                    bot.Now += waits.Span;
                    break;
                case TranscriptLine.Restarts:
                    bot.Restart();
                    break;
                case TranscriptLine.Given { What: "invitation" }:
                    match.Captured["invite"] = "MOI-12345";
                    bot.World.Invitations["MOI-12345"] = "open";
                    break;
                case TranscriptLine.Expects expects:
                    while (at < chat.Unread.Count && !match.Matches(chat.Unread[at].Text, expects.Text, expects.Exact))
                        at++;
                    (at < chat.Unread.Count).Should().BeTrue("{0}:{1} expects «{2}» in\n{3}", transcript.File, line.Line, expects.Text, Said(chat));
                    break;
                case TranscriptLine.ExpectsNot not:
                    chat.Unread.Should().NotContain(m => m.Text.Contains(not.Text), "{0}:{1}", transcript.File, line.Line);
                    break;
                case TranscriptLine.ExpectsButton button:
                    chat.Unread.Any(m => m.Buttons.Any(b => b.Label == match.Fill(button.Label)))
                        .Should().Be(!button.Absent, "{0}:{1} looks for the button «{2}» in\n{3}", transcript.File, line.Line, button.Label, Said(chat));
                    break;
                default:
                    throw new NotSupportedException($"{transcript.File}:{line.Line}");
            }
        }

        return bot;
    }

    private static void Send(FakeBot bot, string who, TranscriptLine.Sends line, TranscriptMatch match, Transcript transcript)
    {
        switch (line)
        {
            case TranscriptLine.Says says:
                bot.Send(who, new DialogInput.Text(match.Fill(says.Text)));
                break;
            case TranscriptLine.Presses presses:
                IEnumerable<Button> buttons = bot.Of(who).All.SelectMany(m => m.Buttons).Where(b => b.Label == match.Fill(presses.Label));
                Button? button = presses.Old ? buttons.FirstOrDefault() : buttons.LastOrDefault();
                button.Should().NotBeNull("{0}:{1} presses «{2}», which was never shown", transcript.File, line.Line, presses.Label);
                bot.Press(who, button!);
                break;
            case TranscriptLine.SharesPlace place:
                bot.Send(who, new DialogInput.Place(place.Latitude, place.Longitude));
                break;
            case TranscriptLine.SharesContact contact:
                bot.Send(who, new DialogInput.Contact(contact.Phone, contact.IsOwn));
                break;
            case TranscriptLine.SendsFile { Count: 1 } file:
                bot.Send(who, bot.File(file.Kind, file.Name, file.Caption));
                break;
            case TranscriptLine.SendsFile album:
                bot.Send(who, new DialogInput.Album([.. Enumerable.Range(0, album.Count).Select(_ => bot.File(album.Kind, null, album.Caption))]));
                break;
        }
    }

    private static string Said(FakeBot.Chat chat) =>
        string.Join("\n---\n", chat.Unread.Select(m => m.Text + "\n" + string.Join(" ", m.Buttons.Select(b => $"[{b.Label}]"))));
}
