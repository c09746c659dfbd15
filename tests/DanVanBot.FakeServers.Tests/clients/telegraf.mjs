import { Markup, Telegraf, TelegramError } from "telegraf";
import { message } from "telegraf/filters";
import { apiRoot, listen, mode, say, secret, token, untilTooMany } from "./common.mjs";

const bot = new Telegraf(token, { telegram: { apiRoot, webhookReply: false } });
let finish;
const finished = new Promise((resolve) => (finish = resolve));

bot.start(async (ctx) => {
  const sent = await ctx.reply(
    `Chào ${ctx.from.first_name} <${ctx.payload}>`,
    Markup.inlineKeyboard([Markup.button.callback("Gửi", "send:1"), Markup.button.callback("Hủy", "cancel")]),
  );
  say("sent", { message_id: sent.message_id, date: sent.date, chat: sent.chat.type });
});

bot.action("send:1", async (ctx) => {
  await ctx.answerCbQuery("Đã nhận");
  const edited = await ctx.editMessageText("<b>Đã gửi</b>", { parse_mode: "HTML" });
  say("pressed", { edited: edited.text, entities: edited.entities });
});

bot.on(message("photo"), async (ctx) => {
  const link = await ctx.telegram.getFileLink(ctx.message.photo.at(-1).file_id);
  const answer = await fetch(link);
  say("photo", { path: link.pathname.split("/").slice(-2).join("/"), bytes: (await answer.arrayBuffer()).byteLength });
});

bot.hears("nhiều", async (ctx) => {
  const error = await untilTooMany((i) => ctx.reply(`tin ${i}`));
  say("refused", { telegraf: error instanceof TelegramError, code: error.code, retry_after: error.parameters?.retry_after, description: error.description });
});

bot.hears("xong", async (ctx) => {
  say("done", { update_id: ctx.update.update_id });
  finish();
});

bot.catch((error) => say("failed", { error: String(error) }));

if (mode === "webhook") {
  bot.botInfo = await bot.telegram.getMe();
  const { server, url } = await listen(bot.webhookCallback("/hook", { secretToken: secret }));
  await bot.telegram.setWebhook(url, { secret_token: secret });
  say("ready", { username: bot.botInfo.username, url: (await bot.telegram.getWebhookInfo()).url });
  await finished;
  await bot.telegram.deleteWebhook();
  server.close();
  server.closeAllConnections();
} else {
  const running = bot.launch(() => say("ready", { username: bot.botInfo.username }));
  await finished;
  bot.stop();
  await running;
}
say("stopped");
