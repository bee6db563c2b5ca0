import { api } from "./api.js";
import { copy } from "./clipboard.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { sendOn } from "./inline.js";
import { botLink, follow } from "./links.js";
import { alertBox, toast } from "./toast.js";

// Taps under way, by person, chat, message and place; kept outside the nodes, which edits replace.
const waiting = new Set();

export function keyboard(message, chat, context) {
  const rows = message.keyboard.map((buttons, row) =>
    h(
      "div",
      { class: "key-row" },
      buttons.map((button, column) => key(button, message, chat, row, column, context)),
    ),
  );
  return h("div", { class: "keyboard" }, rows);
}

function key(button, message, chat, row, column, context) {
  const place = [context.session.person.id, chat, message.id, row, column, button.label].join(":");
  const busy = waiting.has(place);
  return h(
    "button",
    {
      type: "button",
      class: `key ${button.style ?? ""}`,
      data: { button: button.label, focus: `${row}:${column}` },
      "aria-busy": busy ? "true" : null,
      on: { click: () => press(button, message, chat, row, column, place, context) },
    },
    h("span", { class: "key-label" }, button.label),
    corner(button, context),
    busy && h("span", { class: "spinner", "aria-hidden": "true" }),
  );
}

function corner(button, context) {
  if (button.kind === "copy") return h("span", { class: "corner" }, icon("copy"));
  if (button.kind === "switch") return h("span", { class: "corner" }, icon("people"));
  const outside = button.kind === "url" && !botLink(button.url, context.bot);
  return outside && h("span", { class: "corner" }, icon("link"));
}

async function press(button, message, chat, row, column, place, context) {
  const person = context.session.person;
  if (waiting.has(place)) return;
  if (button.kind === "url" && !botLink(button.url, context.bot)) {
    if (/^https?:\/\//i.test(button.url)) window.open(button.url, "_blank", "noopener,noreferrer");
    return;
  }
  if (button.kind === "url") {
    await follow(person, context.bot, button.url);
    return;
  }
  if (button.kind === "copy") {
    // Asked of the browser first: it allows the clipboard only close to the person's own tap.
    await copy(person.id, button.copy);
    await api.tap(person.id, chat, message.id, row, column).catch((error) => toast(error.message));
    return;
  }
  if (button.kind === "switch") {
    await sendOn(person, context.bot, (other) =>
      api.askInline(person.id, chat, message.id, row, column, other));
    return;
  }
  waiting.add(place);
  context.redraw();
  try {
    const { answer } = await api.tap(person.id, chat, message.id, row, column);
    if (answer?.text && answer.alert) alertBox(context.bot.name, answer.text);
    else if (answer?.text) toast(answer.text);
    if (answer?.url && botLink(answer.url, context.bot)) await follow(person, context.bot, answer.url);
  } catch (error) {
    toast(error.message);
  } finally {
    waiting.delete(place);
    context.redraw();
  }
}
