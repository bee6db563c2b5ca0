import { h } from "./dom.js";
import { icon } from "./icons.js";

const SHADES = 8;

function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => Array.from(word)[0].toUpperCase()).join("") || "?";
}

// The shade hangs on the id alone: a person keeps the colour in every chat.
export function shade(id) {
  return Math.abs(Number(id)) % SHADES;
}

export function avatar(who, size = "") {
  return h(
    "span",
    { class: `avatar shade-${who.bot ? "bot" : shade(who.id)} ${size}`, "aria-hidden": "true" },
    who.bot ? icon("bot") : initials(who.name),
  );
}

export function unreadBadge(count) {
  if (count === 0) return null;
  return h("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count));
}
