import { avatar, unreadBadge } from "./avatar.js";
import { h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { address } from "./route.js";

// The first page: who do you want to be?
export function peoplePage(desk) {
  return h(
    "main",
    { class: "people" },
    h("div", { class: "people-column" },
      h(
        "div",
        { class: "people-bar" },
        iconButton(
          icon("guide"),
          "Try this",
          () => document.dispatchEvent(new CustomEvent("guide-toggle")),
          { class: "guide-toggle" },
        ),
      ),
      h("header", { class: "people-head" },
        h("img", { src: "/static/icon.svg", alt: "", width: 72, height: 72 }),
        h("h1", {}, desk.bot.name),
        h("p", {}, `Choose who you are. Each tab of the browser can be someone else at the same time.`)),
      h("ul", { class: "people-cards" }, desk.people.map(card)),
      h(
        "p",
        { class: "people-note" },
        `This is a chat on your own machine. @${desk.bot.username} is the real bot; Telegram and the shops behind it are stand-ins.`,
      )),
  );
}

function card(person) {
  return h(
    "li",
    { class: "person-card" },
    h("a", { class: "person-link", href: address(person.id), data: { person: person.id } },
      avatar(person, "large"),
      h(
        "span",
        { class: "person-about" },
        h("span", { class: "person-name" }, person.name),
        person.hint && h("span", { class: "person-hint" }, person.hint),
        h("span", { class: "person-chats" }, person.chats.join(" · ")),
      ),
      unreadBadge(person.unread)),
    h(
      "a",
      {
        class: "icon-button",
        href: `/${address(person.id)}`,
        target: "_blank",
        rel: "noopener",
        "aria-label": `Open a new tab as ${person.name}`,
        title: "Open in a new tab",
      },
      icon("window"),
    ),
  );
}
