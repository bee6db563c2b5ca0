import { avatar, unreadBadge } from "./avatar.js";
import { h, iconButton, refill } from "./dom.js";
import { icon } from "./icons.js";
import { address } from "./route.js";
import { brief } from "./times.js";

// The pane with a person's chats.
export class ChatList {
  constructor(session, bot) {
    this.session = session;
    this.bot = bot;
    const { person } = session;
    this.rows = h("div", { class: "chat-rows" });
    this.line = h(
      "p",
      { class: "offline", role: "status", hidden: true },
      h("span", { class: "spinner", "aria-hidden": "true" }),
      "Connecting…",
    );
    this.node = h(
      "nav",
      { class: "chats", "aria-label": `Chats of ${person.name}` },
      h(
        "header",
        { class: "pane-head" },
        h("a", {
          class: "who",
          href: address(null),
          title: "Be someone else",
          data: { testid: "switch-person" },
        },
          avatar(person, "medium"),
          h(
            "span",
            { class: "pane-title" },
            h("span", { class: "who-name" }, person.name),
            h("span", { class: "who-hint" }, person.hint || "Change person"),
          ),
          h("span", { class: "who-switch" }, icon("people"), h("span", {}, "Switch"))),
        iconButton(
          icon("guide"),
          "Try this",
          () => document.dispatchEvent(new CustomEvent("guide-toggle")),
          { class: "guide-toggle" },
        ),
      ),
      this.line,
      this.rows,
    );
  }

  draw(open) {
    this.line.hidden = this.session.connected;
    refill(this.rows, this.session.chats.map((chat) => this.#row(chat, open)));
  }

  #row(chat, open) {
    const { person } = this.session;
    const current = chat.id === open;
    const face = chat.kind === "private" ? { ...this.bot, bot: true } : { id: chat.id, name: chat.title };
    return h(
      "a",
      {
        class: "chat-row",
        href: address(person.id, chat.id),
        data: { chat: chat.id, focus: chat.id },
        "aria-current": current ? "page" : null,
      },
      avatar(face),
      h("span", { class: "chat-about" },
        h(
          "span",
          { class: "chat-line" },
          h("span", { class: "chat-title" }, chat.title),
          chat.last && h("time", { datetime: chat.last.date }, brief(chat.last.date)),
        ),
        h("span", { class: "chat-line" }, this.#preview(chat), unreadBadge(chat.unread))),
    );
  }

  #preview(chat) {
    if (this.session.typing.has(chat.id)) return h("span", { class: "chat-last typing" }, "typing…");
    if (chat.kind === "private" && this.session.blocked) return h(
      "span",
      { class: "chat-last" },
      "You blocked the bot",
    );
    if (!chat.last) return h(
      "span",
      { class: "chat-last" },
      chat.kind === "private" ? "Press to start" : "No messages yet",
    );
    const author = chat.last.mine ? "You" : chat.kind === "private" ? "" : chat.last.name;
    return h(
      "span",
      { class: "chat-last" },
      author && h("span", { class: "author" }, `${author}: `),
      chat.last.text,
    );
  }
}
