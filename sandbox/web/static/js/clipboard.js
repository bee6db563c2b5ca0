import { api } from "./api.js";
import { h } from "./dom.js";
import { toast } from "./toast.js";

// Browsers give the clipboard only to pages on https or on this machine; elsewhere the old way serves.
async function write(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // No permission: fall through to the old way.
    }
  }
  const before = document.activeElement;
  const area = h("textarea", { class: "off-screen", readonly: true, "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
}

export async function copy(person, text) {
  const done = await write(text);
  toast(done ? "Copied to clipboard" : "The browser refused the clipboard", done ? "check" : "copy");
  return done;
}

export async function copyFromText(person, text) {
  if (await copy(person, text)) await api.copied(person, text).catch(() => {});
}
