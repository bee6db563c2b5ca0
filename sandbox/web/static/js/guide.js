import { h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { shade } from "./avatar.js";

const OPEN = "keydesk.guide";
const DONE = "keydesk.guide.done";
const WIDE = matchMedia("(min-width: 1100px)");

// "Try this": each step goes to its person and chat and fills the composer.
export class Guide {
  #done = new Set(JSON.parse(sessionStorage.getItem(DONE) ?? "[]"));

  constructor(desk, choose) {
    this.desk = desk;
    this.choose = choose;
    this.list = h("ol", { class: "steps" });
    this.count = h("span", { class: "guide-count" });
    this.node = h(
      "aside",
      {
        class: "guide",
        id: "guide",
        "aria-label": "Try this",
        data: { testid: "guide" },
        on: { keydown: (event) => event.key === "Escape" && !WIDE.matches && this.set(false) },
      },
      h(
        "header",
        { class: "pane-head" },
        h("span", { class: "guide-bulb" }, icon("guide")),
        h("div", { class: "pane-title" }, h("h2", {}, "Try this"), h("p", {}, this.count)),
        iconButton(
          icon("close"),
          "Close the guide",
          () => this.set(false),
          { data: { testid: "guide-close" } },
        ),
      ),
      this.list,
    );
    document.addEventListener("guide-toggle", () => this.set(!this.shown));
    const kept = localStorage.getItem(OPEN);
    this.shown = desk.guide.length > 0 && WIDE.matches && kept !== "closed";
    this.#draw();
  }

  set(shown) {
    this.shown = shown;
    if (WIDE.matches) localStorage.setItem(OPEN, shown ? "open" : "closed");
    this.apply();
    if (shown && !WIDE.matches) this.node.querySelector("button").focus();
  }

  apply() {
    document.body.classList.toggle("guide-open", this.shown);
    document.body.classList.toggle("no-guide", this.desk.guide.length === 0);
  }

  #draw() {
    const steps = this.desk.guide;
    this.count.textContent = `${this.#done.size} of ${steps.length} steps done`;
    this.list.replaceChildren(...steps.map((step, place) => this.#step(step, place)));
    this.apply();
  }

  #step(step, place) {
    const done = this.#done.has(place);
    const person = this.desk.people.find(({ id }) => id === step.person);
    return h(
      "li",
      { class: done ? "step done" : "step" },
      h("button", { type: "button", data: { step: place + 1 }, on: { click: () => this.#take(step, place) } },
        h("span", { class: "step-mark" }, done ? icon("check") : String(place + 1)),
        h("span", { class: "step-about" },
          h(
            "span",
            { class: "step-title" },
            step.title,
            done && h("span", { class: "off-screen" }, " (done)"),
          ),
          h(
            "span",
            { class: "step-place" },
            h("span", { class: `dot shade-${shade(person.id)}` }),
            `${person.name} · ${step.chat_title}`,
          ),
          step.text && h("span", { class: "step-text" }, step.text),
          step.note && h("span", { class: "step-note" }, step.note))),
    );
  }

  #take(step, place) {
    this.#done.add(place);
    sessionStorage.setItem(DONE, JSON.stringify([...this.#done]));
    this.#draw();
    if (!WIDE.matches) this.set(false);
    this.choose(step);
  }
}
