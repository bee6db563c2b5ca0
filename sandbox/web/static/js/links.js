import { api } from "./api.js";
import { go } from "./route.js";
import { toast } from "./toast.js";

// `{payload}` when the URL opens this bot (`payload` null: without a start parameter), else null.
export function botLink(text, bot) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const same = (name) => (name ?? "").toLowerCase() === bot.username.toLowerCase();
  const web = ["http:", "https:"].includes(url.protocol) && ["t.me", "telegram.me"].includes(url.hostname);
  const mine = web
    ? same(url.pathname.split("/")[1])
    : url.protocol === "tg:" && /resolve/.test(url.host + url.pathname) && same(url.searchParams.get("domain"));
  return mine ? { payload: url.searchParams.get("start") } : null;
}

// Opens the person's private chat with the bot, pressing START with the link's payload if it has one.
export async function follow(person, bot, url) {
  const { payload } = botLink(url, bot);
  go(person.id, person.id);
  if (payload === null) return;
  try {
    await api.start(person.id, payload);
  } catch (error) {
    toast(error.message);
  }
}
