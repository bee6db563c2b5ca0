import { CommandList } from "./commands.js";
import { h, iconButton, listen } from "./dom.js";
import { icon } from "./icons.js";

const LONGEST = 4096;
const TALLEST = 168;

// Unsent texts stay with their chat while the tab lives.
const drafts = new Map();

export class Composer {
  #reply = null;
  #edited = null;

  constructor(session, chat, bot, send) {
    this.session = session;
    this.place = `${session.person.id}:${chat}`;
    this.send = send;
    this.commands = new CommandList(session, chat, (text, done) => this.#complete(text, done));
    this.input = h("textarea", {
      rows: 1, maxlength: LONGEST, placeholder: "Message", "aria-label": "Message", enterkeyhint: "send",
      autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "commands", "aria-autocomplete": "list",
      data: { testid: "composer", focus: "composer" },
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        blur: () => this.commands.close(this.input),
      },
    });
    this.sendButton = iconButton(
      icon("send"),
      "Send",
      () => this.#submit(),
      { class: "send", data: { testid: "send" }, disabled: true },
    );
    this.replyBar = h("div", { class: "reply-bar", hidden: true });
    this.slash = iconButton(
      icon("commands"),
      "Commands",
      () => this.#slash(),
      { class: "slash", data: { testid: "commands-button" } },
    );
    // Pressing these must not take the keyboard away from the text on a phone.
    for (const node of [this.sendButton, this.slash]) listen(
      node,
      { mousedown: (event) => event.preventDefault() },
    );
    this.node = h(
      "div", { class: "composer" },
      this.commands.node,
      this.replyBar,
      h("div", { class: "composer-row" }, this.slash, this.input, this.sendButton),
    );
    this.fill(drafts.get(this.place) ?? "");
  }

  fill(text) {
    this.input.value = text;
    this.#typed();
    this.input.setSelectionRange(text.length, text.length);
  }

  // Heights can be measured only in the document.
  shown() {
    this.#grow();
  }

  focus() {
    // A phone's keyboard must not jump up by itself.
    if (matchMedia("(hover: hover)").matches) this.input.focus({ preventScroll: true });
  }

  replyTo(message) {
    this.#reset();
    this.#reply = message.id;
    this.#about(message, "reply", `Reply to ${message.mine ? "yourself" : message.sender.name}`, "Do not reply");
  }

  edit(message) {
    this.#reset();
    this.#edited = message.id;
    this.fill(message.text);
    this.#about(message, "edit", "Edit your message", "Do not edit");
  }

  #about(message, kind, title, ends) {
    this.replyBar.hidden = false;
    this.replyBar.replaceChildren(
      h("span", { class: "reply-icon" }, icon(kind)),
      h(
        "span",
        { class: "reply-about" },
        h("span", { class: "quote-name" }, title),
        h("span", { class: "quote-text" }, message.text || message.document?.name || ""),
      ),
      iconButton(icon("close"), ends, () => this.#leave()),
    );
    this.input.focus();
  }

  #leave() {
    this.#reset();
    this.input.focus();
  }

  // What was begun to be edited is not sent as something new.
  #reset() {
    if (this.#edited !== null) this.fill("");
    this.#reply = null;
    this.#edited = null;
    this.replyBar.hidden = true;
  }

  #typed() {
    drafts.set(this.place, this.input.value);
    this.sendButton.disabled = this.input.value.trim() === "";
    this.commands.offer(this.input);
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.commands.key(event, this.input)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && !this.replyBar.hidden) this.#leave();
  }

  #complete(command, done) {
    this.fill(done ? command : `${command} `);
    this.input.focus();
    if (done) this.#submit();
  }

  #slash() {
    this.input.focus();
    if (this.commands.shown) this.commands.close(this.input);
    else if (this.input.value === "" || this.input.value === "/") this.fill("/");
  }

  async #submit() {
    const text = this.input.value.trim();
    if (text === "") return;
    const reply = this.#reply;
    const edited = this.#edited;
    this.fill("");
    this.commands.close(this.input);
    this.#reset();
    if (!(await this.send(text, reply, edited)) && this.input.value === "") this.fill(text);
  }
}
