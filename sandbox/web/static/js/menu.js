import { api } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

// The small menu of a private chat; closes on a choice, Escape or a press elsewhere.
export function personMenu(opener, session) {
  const blocked = session.blocked;
  const choice = h(
    "button",
    {
      type: "button",
      role: "menuitem",
      class: blocked ? "" : "danger",
      data: { testid: blocked ? "menu-unblock" : "menu-block" },
      on: { click: () => choose() },
    },
    icon(blocked ? "play" : "block"),
    blocked ? "Unblock bot" : "Block bot",
  );
  const menu = h(
    "div",
    {
      class: "menu",
      role: "menu",
      "aria-label": "Chat",
      popover: "auto",
      on: { toggle: (event) => event.newState === "closed" && gone() },
    },
    choice,
  );

  function gone() {
    const held = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (held) opener.focus();
  }

  async function choose() {
    menu.hidePopover();
    try {
      await api.block(session.person.id, !blocked);
      toast(
        blocked ? "The bot may write to you again" : "The bot can no longer write to you",
        blocked ? "check" : "block",
      );
    } catch (error) {
      toast(error.message);
    }
  }

  document.body.append(menu);
  const box = opener.getBoundingClientRect();
  menu.style.top = `${box.bottom + 4}px`;
  menu.style.right = `${document.documentElement.clientWidth - box.right}px`;
  menu.showPopover();
  choice.focus();
}
