import { api } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { choose } from "./replies.js";
import { go } from "./route.js";
import { toast } from "./toast.js";

// A button that chooses a chat: whose, then what of the bot's results is sent there in one's own name.
export async function sendOn(person, bot, ask) {
  try {
    const { people } = await api.desk();
    choose(people.filter((each) => each.id !== person.id), async (other) => {
      results(await ask(other), person, bot, other);
    });
  } catch (error) {
    toast(error.message);
  }
}

function results(found, person, bot, other) {
  const done = (act) => async () => {
    dialog.close();
    try {
      await act();
    } catch (error) {
      toast(error.message);
    }
  };
  const send = (number) => done(async () => {
    const { chat } = await api.chooseInline(person.id, found.query, number, other);
    go(person.id, chat);
  });
  const begin = (start) => done(async () => {
    go(person.id, person.id);
    await api.start(person.id, start);
  });
  const dialog = h(
    "dialog",
    { class: "alert picker", "aria-label": bot.name, data: { testid: "results" }, on: { close: () => dialog.remove() } },
    h("h2", {}, icon("bot"), bot.name),
    found.button && h(
      "button",
      { type: "button", class: "text-button", on: { click: begin(found.button.start) } },
      found.button.label,
    ),
    h("ul", { class: "picker-people" }, found.results.map((each, number) => h("li", {}, h(
      "button",
      { type: "button", class: "picker-person", data: { result: number }, on: { click: send(number) } },
      h("span", {}, h("strong", {}, each.title), h("br"), each.about),
    )))),
    !found.button && !found.results.length && h("p", {}, "The bot offers nothing to send."),
    h("button", { type: "button", class: "text-button", on: { click: () => dialog.close() } }, "Cancel"),
  );
  document.body.append(dialog);
  dialog.showModal();
}
