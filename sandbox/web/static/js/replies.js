import { api } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

// The keyboard a bot shows in place of the person's own: texts to say, and people to pick.
export function replyKeyboard(rows, person, chat, say) {
  return h(
    "div",
    { class: "replies", data: { testid: "replies" } },
    rows.map((buttons) => h("div", { class: "key-row" }, buttons.map((button) => h(
      "button",
      {
        type: "button",
        class: "reply-key",
        data: { button: button.label },
        on: { click: () => (button.picks ? pick(button.label, person, chat) : say(button.label)) },
      },
      button.label,
    )))),
  );
}

// Whom? Everybody of this small world stands for the contacts of a phone.
async function pick(label, person, chat) {
  try {
    const { people } = await api.desk();
    choose(people.filter((each) => each.id !== person.id), (chosen) => api.pick(person.id, chat, label, chosen));
  } catch (error) {
    toast(error.message);
  }
}

export function choose(people, done) {
  const dialog = h(
    "dialog",
    { class: "alert picker", "aria-label": "Choose a person", data: { testid: "picker" }, on: { close: () => dialog.remove() } },
    h("h2", {}, icon("people"), "Choose a person"),
    h("ul", { class: "picker-people" }, people.map((each) => h("li", {}, h(
      "button",
      {
        type: "button",
        class: "picker-person",
        data: { person: each.id },
        on: {
          click: () => {
            dialog.close();
            done(each.id).catch((error) => toast(error.message));
          },
        },
      },
      avatar(each, "medium"),
      h("span", {}, each.name),
    )))),
    h("button", { type: "button", class: "text-button", on: { click: () => dialog.close() } }, "Cancel"),
  );
  document.body.append(dialog);
  dialog.showModal();
}
