using DanVanBot.Core.Conversations;
using DanVanBot.Dialogs;
using DanVanBot.Directives.Answering;

namespace DanVanBot.Core.Questions;
/// <summary>temporary</summary>
public static class AnswerMessage
{ /// <summary>t</summary>
    public static BotMessage Compose(StepContext step, Answer answer) => BotMessage.Plain(answer.Reason);
}
/// <summary>temporary</summary>
public static class AnswerReasons
{ /// <summary>t</summary>
    public const string NotAQuestion = "not-a-question";
}
/// <summary>t</summary>
public static class Recognising
{ /// <summary>t</summary>
    public static bool Matches(Directives.Directive s, Directives.Directive d) => false;
}
