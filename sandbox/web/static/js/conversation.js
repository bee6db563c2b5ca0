import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { h, iconButton, refill } from "./dom.js";
import { History } from "./history.js";
import { icon } from "./icons.js";
import { personMenu } from "./menu.js";
import { replyKeyboard } from "./replies.js";
import { address } from "./route.js";
import { toast } from "./toast.js";

const ACTIONS = {
  upload_document: "is sending a file",
  upload_photo: "is sending a picture",
  choose_sticker: "is choosing a sticker",
};

// The pane of one chat: head, messages, composer.
export class Conversation {
  #settled = false;

  constructor(session, chat, bot) {
    this.session = session;
    this.id = chat;
    this.bot = bot;
    const context = {
      session, bot, chat,
      group: session.chat(chat).kind !== "private",
      reply: (message) => this.composer.replyTo(message),
      edit: (message) => this.composer.edit(message),
      say: (text) => this.#say(text),
    };
    this.history = new History(context, (count, atEnd) => this.#away(count, atEnd));
    this.composer = new Composer(
      session,
      chat,
      bot,
      (text, reply, edited) => edited === null ? this.#say(text, reply) : this.#edit(edited, text),
    );
    this.end = h(
      "button",
      {
        type: "button",
        class: "to-end",
        "aria-label": "To the newest message",
        hidden: true,
        on: { click: () => this.history.toEnd() },
      },
      icon("down"),
      h("span", { class: "badge" }),
    );
    this.intro = h("div", { class: "intro", hidden: true });
    this.head = h("header", { class: "pane-head" });
    this.pinned = h("div", { class: "pinned-frame", hidden: true });
    this.foot = h("footer", { class: "foot" });
    this.replies = h("div", { class: "replies-frame", hidden: true });
    this.node = h(
      "main",
      { class: "conversation", "aria-label": `Chat ${session.chat(chat).title}` },
      this.head,
      this.pinned,
      h("div", { class: "history-frame" }, this.history.node, this.intro, this.end),
      this.foot,
    );
    this.drawHead();
    this.drawFoot();
    this.draw();
    if (session.messages(chat) === null) session.load(chat).catch((error) => toast(error.message));
  }

  get chat() {
    return this.session.chat(this.id);
  }

  draw() {
    const messages = this.session.messages(this.id);
    if (messages === null) return;
    this.intro.hidden = messages.length > 0;
    if (messages.length === 0) this.#introduce();
    this.history.show(messages, !this.#settled);
    this.#settled = true;
    this.markRead();
  }

  // Nodes outside the document have no height; the end can be found only once the pane is shown.
  shown() {
    this.history.toEnd();
    this.composer.shown();
    this.composer.focus();
  }

  drawHead() {
    const { chat, session } = this;
    this.#drawPinned();
    const typing = session.typing.get(this.id);
    const subtitle = typing ? h(
      "span",
      { class: "typing", data: { testid: "typing" } },
      this.#doing(typing.action),
      h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    ) : h("span", {}, this.#about());
    refill(
      this.head,
      h(
        "a",
        {
          class: "icon-button back",
          href: address(session.person.id),
          "aria-label": "Back to the chats",
          data: { focus: "back" },
        },
        icon("back"),
      ),
      avatar(
        chat.kind === "private" ? { ...this.bot, bot: true } : { id: chat.id, name: chat.title },
        "medium",
      ),
      h("div", { class: "pane-title" }, h("h1", {}, chat.title), h("p", {}, subtitle)),
      iconButton(
        icon("guide"),
        "Try this",
        () => document.dispatchEvent(new CustomEvent("guide-toggle")),
        { class: "guide-toggle", data: { focus: "guide" } },
      ),
      chat.kind === "private" && iconButton(
        icon("menu"),
        "More",
        (event) => personMenu(event.currentTarget, session),
        { "aria-haspopup": "menu", data: { focus: "menu", testid: "chat-menu" } },
      ),
    );
  }

  drawFoot() {
    const { chat, session } = this;
    this.#drawReplies();
    const state = chat.kind !== "private" ? "open" : session.blocked ? "blocked" : chat.started ? "open" : "new";
    if (this.foot.dataset.state === state) return;
    this.foot.dataset.state = state;
    if (state === "open") refill(this.foot, this.replies, this.composer.node);
    else if (state === "blocked") refill(
      this.foot,
      this.#bigButton("Unblock bot", () => api.block(session.person.id, false), "unblock"),
    );
    else refill(this.foot, this.#bigButton("Start", () => api.start(session.person.id, ""), "start"));
  }

  // The newest of the pinned messages; how many there are besides stands beside it.
  #drawPinned() {
    const { pinned } = this.chat;
    const newest = pinned.at(-1);
    this.pinned.hidden = !newest;
    if (!newest) {
      refill(this.pinned);
      return;
    }
    const more = pinned.length > 1 ? ` (${pinned.length})` : "";
    refill(
      this.pinned,
      h(
        "button",
        {
          type: "button",
          class: "pinned",
          "aria-label": "To the pinned message",
          data: { testid: "pinned" },
          on: { click: () => this.history.jump(newest.id) },
        },
        h("span", { class: "quote-name" }, `Pinned message${more}`),
        h("span", { class: "quote-text" }, newest.text),
      ),
    );
  }

  #drawReplies() {
    const { chat, session } = this;
    this.replies.hidden = chat.replies.length === 0;
    refill(this.replies, replyKeyboard(chat.replies, session.person, this.id, (label) => this.#say(label)));
  }

  markRead() {
    const messages = this.session.messages(this.id);
    if (!messages?.length || document.hidden || !this.chat?.unread || !this.history.atEnd) return;
    api.read(this.session.person.id, this.id, messages[messages.length - 1].id).catch(() => {});
  }

  // What Telegram shows before the first message: the bot's description of itself.
  #introduce() {
    const about = this.chat.about || "Nothing has been said here yet.";
    refill(
      this.intro,
      this.chat.kind === "private" && avatar({ ...this.bot, bot: true }, "large"),
      h("p", {}, about),
    );
  }

  #bigButton(label, act, testid) {
    return h(
      "button",
      {
        type: "button",
        class: "big-button",
        data: { testid },
        on: { click: () => act().catch((error) => toast(error.message)) },
      },
      label,
    );
  }

  #about() {
    if (this.chat.kind === "private") return "bot";
    if (this.chat.kind === "direct") return "person";
    const names = this.chat.members.map(
      (member) => (member.id === this.session.person.id ? "you" : member.name),
    );
    return `${names.length} members: ${names.join(", ")}`;
  }

  #doing(action) {
    return `${this.bot.name} ${ACTIONS[action] ?? "is typing"}`;
  }

  #away(count, atEnd) {
    this.end.hidden = atEnd;
    this.end.lastElementChild.textContent = count > 0 ? String(count) : "";
    if (atEnd) this.markRead();
  }

  #say(text, reply = null) {
    return this.#done(api.say(this.session.person.id, this.id, text, reply));
  }

  #edit(message, text) {
    return this.#done(api.edit(this.session.person.id, this.id, message, text));
  }

  async #done(act) {
    try {
      await act;
      return true;
    } catch (error) {
      toast(error.message);
      return false;
    }
  }
}
