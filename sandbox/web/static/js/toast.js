import { h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN = 3200;

export function toast(text, symbol = null) {
  const host = document.getElementById("toasts");
  const node = h(
    "div",
    { class: "toast", data: { testid: "toast" } },
    symbol && icon(symbol),
    h("span", {}, text),
  );
  host.replaceChildren(node);
  setTimeout(() => node.classList.add("leaving"), SHOWN);
  setTimeout(() => node.remove(), SHOWN + 250);
}

// A callback answer with show_alert: stays until it is dismissed.
export function alertBox(title, text) {
  const dialog = h(
    "dialog",
    { class: "alert", "aria-label": title, data: { testid: "alert" }, on: { close: () => dialog.remove() } },
    h("h2", {}, title),
    h("p", {}, text),
    h("button", { type: "button", class: "text-button", on: { click: () => dialog.close() } }, "OK"),
  );
  document.body.append(dialog);
  dialog.showModal();
}
