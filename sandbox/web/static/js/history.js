import { h } from "./dom.js";
import { messageNode } from "./message.js";
import { day, dayKey } from "./times.js";

const NEAR_END = 80;
const SAME_BREATH = 10 * 60 * 1000;

// The scrolling list of messages. Nodes are kept by message and made anew only when the message changed.
export class History {
  #nodes = new Map();
  #days = new Map();
  #away = 0;
  #stuck = true;

  constructor(context, onAway) {
    this.context = { ...context, redraw: (id) => this.#redraw(id), jump: (id) => this.jump(id) };
    this.onAway = onAway;
    this.list = h("ol", { class: "messages", role: "log", "aria-label": "Messages", "aria-live": "polite" });
    this.node = h(
      "div",
      { class: "history", tabindex: -1, on: { scroll: () => this.#scrolled() } },
      this.list,
    );
    // A growing composer or a phone's keyboard takes room: who was at the end stays there.
    new ResizeObserver(() => this.#stuck && this.toEnd()).observe(this.node);
  }

  get atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  show(messages, forceEnd = false) {
    const stick = forceEnd || this.atEnd;
    const fresh = messages.filter((message) => !this.#nodes.has(message.id));
    this.messages = messages;
    this.#arrange();
    if (stick || fresh.some((message) => message.mine)) this.toEnd();
    else if (fresh.length > 0) this.#note(this.#away + fresh.filter((message) => !message.service).length);
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    this.#stuck = true;
    this.#note(0);
  }

  jump(id) {
    const target = this.#nodes.get(id)?.node;
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    target.classList.remove("flash");
    requestAnimationFrame(() => target.classList.add("flash"));
  }

  #note(count) {
    this.#away = count;
    this.onAway(count, this.atEnd);
  }

  #scrolled() {
    this.#stuck = this.atEnd;
    this.#note(this.atEnd ? 0 : this.#away);
  }

  #redraw(id) {
    const known = this.#nodes.get(id);
    if (!known) return;
    known.made = null;
    const stick = this.atEnd;
    this.#arrange();
    if (stick) this.toEnd();
  }

  #arrange() {
    const wanted = [];
    let previous = null;
    for (const message of this.messages) {
      const newDay = previous === null || dayKey(previous.date) !== dayKey(message.date);
      if (newDay) wanted.push(this.#day(message.date));
      const node = this.#node(message);
      const joined = !newDay && together(previous, message);
      node.classList.toggle("first", !joined);
      node.classList.add("last");
      if (joined) wanted[wanted.length - 1].classList.remove("last");
      wanted.push(node);
      previous = message;
    }
    const gone = new Set(this.list.children);
    wanted.forEach((node, place) => {
      gone.delete(node);
      if (this.list.children[place] !== node) this.list.insertBefore(node, this.list.children[place] ?? null);
    });
    for (const node of gone) node.remove();
    const kept = new Set(this.messages.map((message) => message.id));
    for (const id of this.#nodes.keys()) if (!kept.has(id)) this.#nodes.delete(id);
  }

  #node(message) {
    const known = this.#nodes.get(message.id);
    if (known && known.made === message) return known.node;
    const node = messageNode(message, this.context.chat, this.context);
    if (known) {
      const focus = known.node.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
      known.node.replaceWith(node);
      if (focus) node.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    } else if (this.#nodes.size > 0) {
      node.classList.add("arriving");
    }
    this.#nodes.set(message.id, { node, made: message });
    return node;
  }

  #day(date) {
    const key = dayKey(date);
    if (!this.#days.has(key)) this.#days.set(key, h("li", { class: "day" }, h("span", {}, day(date))));
    return this.#days.get(key);
  }
}

function together(previous, message) {
  return (
    !previous.service && !message.service && previous.sender.id === message.sender.id &&
    new Date(message.date) - new Date(previous.date) < SAME_BREATH
  );
}
