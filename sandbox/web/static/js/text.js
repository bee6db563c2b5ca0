import { copyFromText } from "./clipboard.js";
import { h, listen } from "./dom.js";
import { icon } from "./icons.js";
import { botLink, follow } from "./links.js";
import { formatted, moment } from "./times.js";
import { toast } from "./toast.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", mention: "span", text_mention: "span",
  hashtag: "span", cashtag: "span", custom_emoji: "span", email: "span", phone_number: "span",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// `context`: session, bot, key (the message, for revealed spoilers), protect, say (sends a command), redraw.
export function richText(text, entities, context) {
  const marked = entities.map((entity) => ({
    ...entity, end: entity.offset + entity.length, whole: text.slice(
      entity.offset,
      entity.offset + entity.length,
    ),
  }));
  return spread(text, 0, text.length, marked.sort(outerFirst), context);
}

const outerFirst = (a, b) => a.offset - b.offset || b.end - a.end;

// Entities may cross (a bold that ends inside a link): the part that reaches out is handled after its fellow.
function spread(text, from, to, entities, context) {
  const nodes = [];
  const queue = [...entities];
  let at = from;
  while (queue.length > 0) {
    const entity = queue.shift();
    const inner = [];
    while (queue.length > 0 && queue[0].offset < entity.end) {
      const next = queue.shift();
      inner.push({ ...next, end: Math.min(next.end, entity.end) });
      if (next.end > entity.end) {
        queue.push({ ...next, offset: entity.end });
        queue.sort(outerFirst);
      }
    }
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    nodes.push(wrap(entity, spread(text, entity.offset, entity.end, inner, context), context));
    at = entity.end;
    // A block ends its line by itself: the line break after it must not make an empty one.
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < to && queue[0]?.offset !== at) at += 1;
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

function wrap(entity, children, context) {
  switch (entity.type) {
    case "url": return link(entity.whole, children, context);
    case "text_link": return link(entity.url, children, context);
    case "bot_command": return command(entity.whole, children, context);
    case "code": return code(entity.whole, children, context);
    case "pre": return block(entity, children, context);
    case "spoiler": return spoiler(children, context);
    case "blockquote": return h("blockquote", {}, children);
    case "expandable_blockquote": return folded(children);
    case "date_time": return h(
      "time",
      { class: "entity-date_time", title: moment(entity.unix_time) },
      entity.date_time_format ? formatted(entity.unix_time, entity.date_time_format) : children,
    );
    default: return h(TAGS[entity.type] ?? "span", { class: `entity-${entity.type}` }, children);
  }
}

function link(target, children, context) {
  const url = target.includes("://") ? target : `https://${target}`;
  if (botLink(url, context.bot)) {
    const open = instead(() => follow(context.session.person, context.bot, url));
    return h("a", { href: url, class: "inside", on: { click: open } }, children);
  }
  if (!/^https?:\/\//i.test(url)) return h("span", {}, children);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, children);
}

function command(piece, children, context) {
  const say = instead(() => context.say(piece));
  return h("a", { href: "#", class: "command", role: "button", on: { click: say } }, children);
}

// A link that acts in the page, in place of what the browser would do.
function instead(act) {
  return (event) => {
    event.preventDefault();
    act();
  };
}

function pressable(handler) {
  return {
    click: handler,
    keydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      handler(event);
    },
  };
}

function copyText(piece, context) {
  return (event) => {
    event.stopPropagation();
    if (context.protect) toast("Copying from this message is not allowed", "lock");
    else copyFromText(context.session.person.id, piece);
  };
}

function code(piece, children, context) {
  return h(
    "code",
    { role: "button", tabindex: 0, title: "Tap to copy", on: pressable(copyText(piece, context)) },
    children,
  );
}

function block({ whole, language }, children, context) {
  const head = h("span", { class: "pre-head" }, h("span", {}, language || "copy"), icon("copy"));
  return h(
    "pre",
    { role: "button", tabindex: 0, title: "Tap to copy", on: pressable(copyText(whole, context)) },
    head,
    h("code", {}, children),
  );
}

// One tap shows every spoiler of the message, as in Telegram's apps.
function spoiler(children, context) {
  const shown = () => context.session.revealed.has(context.key);
  const inside = h("span", { class: "spoiler-text" }, children);
  const node = h("span", { class: "spoiler", data: { testid: "spoiler" } }, inside);
  if (shown()) return node;
  node.classList.add("hidden");
  inside.inert = true;
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", "Hidden text, press to show");
  const show = (event) => {
    if (shown()) return;
    event.stopPropagation();
    context.session.revealed.add(context.key);
    context.redraw();
  };
  listen(node, pressable(show));
  return node;
}

function folded(children) {
  const quote = h(
    "blockquote",
    { class: "folded", role: "button", tabindex: 0, "aria-expanded": "false" },
    h("span", { class: "fold" }, children),
  );
  const turn = () => quote.setAttribute("aria-expanded", String(!quote.classList.toggle("folded")));
  listen(quote, pressable(turn));
  return quote;
}
