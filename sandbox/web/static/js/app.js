import { api } from "./api.js";
import { ChatList } from "./chats.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { Guide } from "./guide.js";
import { icon } from "./icons.js";
import { peoplePage } from "./people.js";
import { address, go, route } from "./route.js";
import { Session } from "./session.js";
import { toast } from "./toast.js";

const root = document.getElementById("app");
let desk;
let guide;
let session = null;
let list = null;
let pane = null;
let pendingText = null;

async function begin() {
  desk = await api.desk();
  guide = new Guide(desk, takeStep);
  root.replaceChildren(h("div", { id: "stage" }), guide.node);
  addEventListener("hashchange", () => show());
  document.addEventListener("visibilitychange", () => pane?.markRead());
  await show();
}

function takeStep(step) {
  pendingText = step.text;
  if (location.hash === address(step.person, step.chat)) fillPending();
  else go(step.person, step.chat);
}

function fillPending() {
  if (pendingText === null || !pane) return;
  if (pendingText) pane.composer.fill(pendingText);
  pane.composer.input.focus();
  pendingText = null;
}

const named = (person) => desk.people.find(({ id }) => id === person);

async function show() {
  // Somebody may have joined the world since; and while asking, the address may have changed again.
  if (!named(route().person)) {
    desk = await api.desk().catch(() => desk);
    guide.desk = desk;
  }
  const known = named(route().person);
  if (!known) showPeople();
  else if (session?.person.id !== known.id) openSession(known);
  else drawPane();
}

function showPeople() {
  leaveSession();
  document.body.dataset.screen = "people";
  document.title = `${desk.bot.name} chat`;
  stage(peoplePage(desk));
}

function leaveSession() {
  session?.close();
  session = list = pane = null;
}

function openSession(person) {
  leaveSession();
  const mine = (session = new Session(person, () => route().chat));
  list = new ChatList(session, desk.bot);
  const whileOpen = (handler) => (event) => mine === session && handler(event.detail);
  session.addEventListener("chats", whileOpen(chatsChanged));
  session.addEventListener("messages", whileOpen((chat) => pane?.id === chat && pane.draw()));
  session.addEventListener("typing", whileOpen((chat) => {
    list.draw(route().chat);
    if (pane?.id === chat) pane.drawHead();
  }));
  session.addEventListener("connection", whileOpen(() => list.draw(route().chat)));
  pane = null;
  drawPane();
}

function chatsChanged() {
  const { chat } = route();
  list.draw(chat);
  retitle();
  if (pane && session.chat(pane.id)) {
    pane.drawHead();
    pane.drawFoot();
    pane.markRead();
  } else if (!followUpgrade(chat)) drawPane();
}

// A group that became a supergroup has another id: the page goes along.
function followUpgrade(old) {
  const upgraded = session.chats.find((chat) => chat.formerly.includes(old));
  if (upgraded) location.replace(address(session.person.id, upgraded.id));
  return Boolean(upgraded);
}

function retitle() {
  const unread = session.chats.reduce((sum, chat) => sum + chat.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${session.person.name} · ${desk.bot.name}`;
}

function drawPane() {
  const { chat } = route();
  document.body.dataset.screen = chat === null ? "list" : "chat";
  list.draw(chat);
  retitle();
  if (chat !== null && session.chat(chat)) {
    if (pane?.id !== chat) pane = new Conversation(session, chat, desk.bot);
    stage(list.node, pane.node);
    pane.shown();
    fillPending();
  } else {
    pane = null;
    stage(
      list.node,
      h(
        "main",
        { class: "conversation none" },
        h("div", { class: "hollow" }, icon("bot"), h("p", {}, "Choose a chat to begin")),
      ),
    );
  }
}

function stage(...nodes) {
  const place = document.getElementById("stage");
  const same = nodes.length === place.children.length && nodes.every(
    (node, at) => node === place.children[at],
  );
  if (!same) place.replaceChildren(...nodes);
}

begin().catch((error) => toast(error.message));
