import { Bot, GrammyError, InlineKeyboard, webhookCallback } from "grammy";
import { apiRoot, listen, mode, say, secret, token, untilTooMany } from "./common.mjs";

const bot = new Bot(token, { client: { apiRoot } });
let finish;
const finished = new Promise((resolve) => (finish = resolve));

bot.command("start", async (ctx) => {
  const sent = await ctx.reply(`Chào ${ctx.from.first_name} <${ctx.match}>`, {
    reply_markup: new InlineKeyboard().text("Gửi", "send:1").text("Hủy", "cancel"),
  });
  say("sent", { message_id: sent.message_id, date: sent.date, chat: sent.chat.type });
});

bot.callbackQuery("send:1", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "Đã nhận" });
  const edited = await ctx.editMessageText("<b>Đã gửi</b>", { parse_mode: "HTML" });
  say("pressed", { edited: edited.text, entities: edited.entities });
});

bot.on("message:photo", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  say("photo", { path: file.file_path, bytes: (await answer.arrayBuffer()).byteLength });
});

bot.hears("nhiều", async (ctx) => {
  const error = await untilTooMany((i) => ctx.reply(`tin ${i}`));
  say("refused", { grammy: error instanceof GrammyError, code: error.error_code, retry_after: error.parameters?.retry_after, description: error.description });
});

bot.hears("xong", async (ctx) => {
  say("done", { update_id: ctx.update.update_id });
  finish();
});

bot.catch((error) => say("failed", { error: String(error.error ?? error) }));

if (mode === "webhook") {
  const { server, url } = await listen(webhookCallback(bot, "http", { secretToken: secret, timeoutMilliseconds: 60_000 }));
  await bot.init();
  await bot.api.setWebhook(url, { secret_token: secret });
  say("ready", { username: bot.botInfo.username, url: (await bot.api.getWebhookInfo()).url });
  await finished;
  await bot.api.deleteWebhook();
  server.close();
  server.closeAllConnections();
} else {
  const running = bot.start({ onStart: (me) => say("ready", { username: me.username }) });
  await finished;
  await bot.stop();
  await running;
}
say("stopped");
