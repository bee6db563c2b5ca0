import { h } from "./dom.js";

// The list over the composer while a command is being typed: arrows choose, Tab completes, Enter sends.
export class CommandList {
  #matches = [];
  #at = 0;
  #fresh = false;

  constructor(session, chat, choose) {
    this.session = session;
    this.chat = chat;
    this.choose = choose;
    this.node = h(
      "ul",
      {
        class: "commands",
        id: "commands",
        role: "listbox",
        "aria-label": "Commands",
        hidden: true,
        data: { testid: "commands" },
      },
    );
  }

  get shown() {
    return !this.node.hidden;
  }

  offer(input) {
    const typed = /^\/(\w*)$/.exec(input.value);
    if (!typed) {
      this.#fresh = false;
      this.close(input);
      return;
    }
    // The bot may have changed the list since: asked once each time a command is begun.
    if (!this.#fresh) {
      this.#fresh = true;
      this.session.loadCommands(this.chat).then(() => this.#draw(input), () => {});
    }
    this.#at = 0;
    this.#draw(input);
  }

  close(input) {
    this.node.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  // True when the key was for the list.
  key(event, input) {
    if (!this.shown) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#at = (this.#at + step + this.#matches.length) % this.#matches.length;
      this.#mark(input);
    } else if (event.key === "Escape") this.close(input);
    else if (event.key === "Tab" && !event.shiftKey) this.choose(
      `/${this.#matches[this.#at].command}`,
      false,
    );
    else if (event.key === "Enter" && !event.shiftKey) this.choose(
      `/${this.#matches[this.#at].command}`,
      true,
    );
    else return false;
    return true;
  }

  #draw(input) {
    const typed = /^\/(\w*)$/.exec(input.value);
    const start = typed?.[1].toLowerCase();
    this.#matches = typed ? this.session.commands(this.chat).filter(
      ({ command }) => command.startsWith(start),
    ) : [];
    if (this.#matches.length === 0) {
      this.close(input);
      return;
    }
    this.#at = Math.min(this.#at, this.#matches.length - 1);
    this.node.replaceChildren(...this.#matches.map((match, place) => this.#row(match, place)));
    this.node.hidden = false;
    input.setAttribute("aria-expanded", "true");
    this.#mark(input);
  }

  #row({ command, description }, place) {
    return h(
      "li",
      {
        role: "option", id: `command-${place}`, data: { command },
        on: { mousedown: (event) => event.preventDefault(), click: () => this.choose(`/${command}`, false) },
      },
      h("span", { class: "command-name" }, `/${command}`),
      h("span", { class: "command-about" }, description),
    );
  }

  #mark(input) {
    [...this.node.children].forEach(
      (row, place) => row.setAttribute("aria-selected", String(place === this.#at)),
    );
    this.node.children[this.#at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `command-${this.#at}`);
  }
}
