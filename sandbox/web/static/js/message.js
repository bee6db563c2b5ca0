import { avatar, shade } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { keyboard } from "./keyboard.js";
import { richBlocks } from "./rich.js";
import { richText } from "./text.js";
import { exact, time } from "./times.js";

// One message as a list item. `context` is of the conversation: session, bot, group, reply, edit, say, jump, redraw.
export function messageNode(message, chat, context) {
  if (message.service) {
    return h("li", { class: "service", data: { message: message.id } }, h("span", {}, message.service));
  }
  const { mine } = message;
  const kinds = [
    "message",
    mine ? "mine" : "theirs",
    message.ephemeral && "ephemeral",
    message.keyboard.length > 0 && "has-keyboard",
  ];
  const inner = {
    ...context,
    key: `${chat}:${message.id}`,
    protect: message.protect,
    redraw: () => context.redraw(message.id),
  };
  return h(
    "li",
    { class: kinds.filter(Boolean).join(" "), data: { message: message.id } },
    context.group && !mine && h("span", { class: "beside" }, avatar(message.sender, "small")),
    h(
      "div",
      { class: "stack" },
      bubble(message, inner),
      message.keyboard.length > 0 && keyboard(message, chat, inner),
    ),
    mine && h(
      "button",
      {
        type: "button",
        class: "reply-action icon-button",
        "aria-label": "Edit this message",
        title: "Edit",
        on: { click: () => context.edit(message) },
      },
      icon("edit"),
    ),
    h(
      "button",
      {
        type: "button",
        class: "reply-action icon-button",
        "aria-label": "Reply to this message",
        title: "Reply",
        on: { click: () => context.reply(message) },
      },
      icon("reply"),
    ),
  );
}

function bubble(message, context) {
  return h(
    "div",
    { class: `bubble${message.protect ? " protected" : ""}`, on: { dblclick: () => context.reply(message) } },
    context.group && !message.mine && h(
      "div",
      { class: `sender shade-text-${message.sender.bot ? "bot" : shade(message.sender.id)}` },
      message.sender.name,
      message.sender.bot && h("span", { class: "tag" }, "bot"),
    ),
    message.via && h("div", { class: "only-you" }, `via ${message.via}`),
    message.ephemeral && h("div", { class: "only-you" }, icon("eye"), "Only you see this"),
    message.reply && quote(message.reply, context),
    message.document && !message.picture && file(message.document),
    message.picture && h("img", { src: message.picture, alt: "Picture", class: "picture", data: { testid: "picture" } }),
    message.rich && richBlocks(message.rich, context),
    h(
      "div",
      { class: "text", dir: "auto" },
      !message.rich && richText(message.text, message.entities, context),
      meta(message),
    ),
  );
}

function quote(reply, context) {
  return h(
    "button",
    {
      type: "button",
      class: `quote shade-bar-${reply.bot ? "bot" : shade(reply.sender)}`,
      "aria-label": `In reply to ${reply.name}`,
      on: { click: () => context.jump(reply.id) },
    },
    h("span", { class: "quote-name" }, reply.name),
    h("span", { class: "quote-text" }, reply.text),
  );
}

function file(document) {
  return h(
    "a",
    { class: "file", href: document.href, download: document.name, data: { testid: "document" } },
    h("span", { class: "file-icon", "aria-hidden": "true" }, icon("download")),
    h(
      "span",
      { class: "file-about" },
      h("span", { class: "file-name" }, document.name),
      h("span", { class: "file-size" }, size(document.size)),
    ),
  );
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function meta(message) {
  return h(
    "span",
    { class: "meta", title: exact(message.date) },
    message.protect && h(
      "span",
      { class: "lock", title: "Protected: no forwarding, no saving", role: "img", "aria-label": "protected" },
      icon("lock"),
    ),
    message.edited && h("span", { class: "edited" }, "edited"),
    h("time", { datetime: message.date }, time(message.date)),
  );
}
